#include "service/domain/table_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstring>
#include <fstream>
#include <random>
#include <sstream>

#include "service/base/error.h"
#include "tests/support/source_dir.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string TestFile(const std::string& name) {
  std::ifstream file(nanolearn::testing::TestDataPath(name), std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string Utf16(absl::string_view ascii, bool little) {
  std::string bytes = little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : ascii) bytes += little ? std::string{c, '\0'} : std::string{'\0', c};
  return bytes;
}

template <typename T>
std::string Reason(const absl::StatusOr<T>& result) {
  return result.ok() ? "OK" : DetailsOf(result.status()).reason;
}

std::vector<std::string> FirstRow(absl::string_view text, char separator = '\0') {
  const auto table = ParseTable(text, separator);
  return table.ok() && !table->rows.empty() ? table->rows[0].fields : std::vector<std::string>{};
}

TEST(DecodeText, LeavesUtf8AsItIs) { EXPECT_EQ(DecodeText("Åsa €", "auto")->view(), "Åsa €"); }

TEST(DecodeText, DropsTheByteOrderMark) {
  EXPECT_EQ(DecodeText("\xEF\xBB\xBFÅsa", "auto")->view(), "Åsa");
  EXPECT_EQ(DecodeText("\xEF\xBB\xBFÅsa", "utf-8")->view(), "Åsa");
}

TEST(DecodeText, TakesWhatIsNotUtf8ForWindows1252) {
  EXPECT_EQ(DecodeText("\xC5sa \x80", "auto")->view(), "Åsa €");
  EXPECT_EQ(DecodeText("\xC5sa", "windows-1252")->view(), "Åsa");
}

TEST(DecodeText, ReadsUtf16OfBothByteOrders) {
  EXPECT_EQ(DecodeText(Utf16("a;b\r\n", true), "auto")->view(), "a;b\r\n");
  EXPECT_EQ(DecodeText(Utf16("a;b\r\n", false), "utf-16")->view(), "a;b\r\n");
}

TEST(DecodeText, ReadsUtf16WithoutAByteOrderMarkWhenItIsObvious) {
  for (const bool little : {true, false}) {
    for (const char* encoding : {"auto", "utf-16"}) {
      EXPECT_EQ(DecodeText(Utf16("a;b\r\n1;2\r\n", little).substr(2), encoding)->view(), "a;b\r\n1;2\r\n");
    }
  }
  EXPECT_EQ(Reason(DecodeText("a;b\n1;2\n", "utf-16")), "NOT_TEXT");
  EXPECT_EQ(Reason(DecodeText(absl::string_view("a\0b;1;2\n\0", 9), "auto")), "NOT_TEXT");
}

TEST(DecodeText, SaysWhatToDoWithAWorkbook) {
  const auto text = DecodeText(absl::string_view("PK\x03\x04\x14\x00", 6), "auto");
  EXPECT_EQ(Reason(text), "NOT_TEXT");
  EXPECT_THAT(std::string(text.status().message()), HasSubstr("CSV UTF-8"));
}

TEST(DecodeText, DoesNotCopyUtf8) {
  const std::string bytes = "\xEF\xBB\xBF" + std::string(100, 'a');
  EXPECT_EQ(DecodeText(bytes, "auto")->view().data(), bytes.data() + 3);
}

TEST(OnOneLine, MakesASpaceOfWhiteSpaceWithALineEnd) {
  EXPECT_EQ(OnOneLine("a \r\n b\tc\n"), "a b c");
  EXPECT_EQ(OnOneLine("a  b"), "a  b");
  EXPECT_EQ(OnOneLine("\n"), "");
}

TEST(DecodeText, RefusesABrokenSurrogatePair) {
  EXPECT_EQ(Reason(DecodeText(absl::string_view("\xFF\xFE\x00\xD8\x41\x00", 6), "auto")), "NOT_TEXT");
}

TEST(DecodeText, RefusesUtf8ThatTheStandardForbids) {
  for (const char* bytes :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80"}) {
    EXPECT_EQ(Reason(DecodeText(bytes, "utf-8")), "NOT_TEXT");
  }
}

TEST(DecodeText, MarksACharacterCutInTwoAtTheEnd) {
  const std::string cut = std::string("Förnamn;") + "\xC3";
  EXPECT_EQ(DecodeText(cut, "auto")->view(), "Förnamn;\uFFFD");
  EXPECT_EQ(DecodeText(Utf16("ab", true).substr(0, 5), "auto")->view(), "a\uFFFD");
}

TEST(DecodeText, TakesOneLetterAtTheVeryEndForWindows1252) {
  EXPECT_EQ(DecodeText("Bo \xC5", "auto")->view(), "Bo Å");
}

TEST(DecodeText, SaysOnWhichLineAByteIsWrong) {
  const auto text = DecodeText("a;b\n\xC5;\x81\n", "auto");
  EXPECT_EQ(Reason(text), "NOT_TEXT");
  EXPECT_THAT(std::string(text.status().message()), HasSubstr("0x81 at offset 6 (line 2)"));
}

TEST(DecodeText, RefusesControlCharactersButNoWhiteSpace) {
  EXPECT_EQ(Reason(DecodeText("a;b\n1;\x01\n", "auto")), "NOT_TEXT");
  EXPECT_EQ(Reason(DecodeText(absl::string_view("a\0b", 3), "auto")), "NOT_TEXT");
  EXPECT_EQ(Reason(DecodeText("a\tb\v\f\r\n", "auto")), "OK");
}

TEST(DecodeText, RefusesFiftyMegabytesOfChanceAtOnce) {
  std::mt19937_64 chance(1);
  std::string bytes(50 << 20, '\0');
  for (size_t i = 0; i < bytes.size(); i += 8) {
    const uint64_t word = chance();
    std::memcpy(&bytes[i], &word, 8);
  }
  const auto start = std::chrono::steady_clock::now();
  for (const char* encoding : {"auto", "utf-8", "windows-1252"}) {
    EXPECT_EQ(Reason(DecodeText(bytes, encoding)), "NOT_TEXT");
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

TEST(Characters, AreCountedAndCutWhole) {
  EXPECT_EQ(CountCharacters("Åsa"), 3);
  EXPECT_EQ(FirstCharacters("Åsa", 1), "Å");
  EXPECT_EQ(FirstCharacters("Åsa", 3), "Åsa");
  EXPECT_EQ(FirstCharacters("Åsa", 0), "");
}

TEST(Characters, AreSeenToBeControlCharacters) {
  EXPECT_TRUE(HasControlCharacter("a\nb"));
  EXPECT_TRUE(HasControlCharacter("a\x7F"));
  EXPECT_TRUE(HasControlCharacter("a\xC2\x9B"));
  EXPECT_FALSE(HasControlCharacter("Åsa\u00A0Öst"));
}

TEST(ParseTable, FindsTheSeparatorInTheHeader) {
  EXPECT_THAT(FirstRow("a;b\n1,5;2\n"), ElementsAre("1,5", "2"));
  EXPECT_THAT(FirstRow("a,b\n1;5,2\n"), ElementsAre("1;5", "2"));
  EXPECT_THAT(FirstRow("a\tb\n1;5\t2\n"), ElementsAre("1;5", "2"));
  EXPECT_THAT(FirstRow("\"a,b,c\";d\n1;2\n"), ElementsAre("1", "2"));
}

TEST(ParseTable, UsesTheSeparatorItIsGiven) {
  EXPECT_THAT(FirstRow("a;b|c\n1;2|3\n", '|'), ElementsAre("1;2", "3"));
}

TEST(ParseTable, ReadsQuotedFields) {
  EXPECT_THAT(FirstRow("a;b\n\"x; \"\"y\"\"\";\"two\r\nlines\"\n"), ElementsAre("x; \"y\"", "two\r\nlines"));
}

TEST(ParseTable, RemovesWhiteSpaceAroundFields) {
  EXPECT_THAT(FirstRow("a;b;c\n  x y ;\" z \";\u00A0å\u00A0\n"), ElementsAre("x y", "z", "å"));
}

TEST(ParseTable, KnowsTheLineOnWhichEachRowBegins) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto table =
        ParseTable("\na;b" + end + "1;\"x" + end + end + "y\"" + end + end + "2;z" + end, '\0');
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table->header.line, 2);
    ASSERT_EQ(table->rows.size(), 2);
    EXPECT_EQ(table->rows[0].line, 3);
    EXPECT_EQ(table->rows[1].line, 7);
  }
}

TEST(ParseTable, LeavesOutBlankRows) {
  const auto table = ParseTable("a;b\n\n  \n;;\n1;2\n;\n", '\0');
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows.size(), 1);
  EXPECT_EQ(table->rows[0].line, 5);
}

TEST(ParseTable, KeepsRowsWithAnotherNumberOfFields) {
  EXPECT_THAT(FirstRow("a;b\n1\n"), ElementsAre("1"));
  EXPECT_THAT(FirstRow("a;b\n1;2;3\n"), ElementsAre("1", "2", "3"));
}

TEST(ParseTable, NoticesALastRowWithoutItsEnd) {
  EXPECT_TRUE(ParseTable("a;b\n1;2\n", '\0')->ends_with_newline);
  EXPECT_TRUE(ParseTable("a;b\n1;2\n  ", '\0')->ends_with_newline);
  const auto table = ParseTable("a;b\n1;2", '\0');
  EXPECT_FALSE(table->ends_with_newline);
  EXPECT_EQ(table->rows.size(), 1);
}

TEST(ParseTable, NoticesAnOpenQuote) {
  EXPECT_FALSE(ParseTable("a;b\n1;\"2\"", '\0')->quote_left_open);
  const auto table = ParseTable("a;b\n1;\"2\n3;4\n", '\0');
  EXPECT_TRUE(table->quote_left_open);
  EXPECT_EQ(table->rows.back().line, 2);
}

TEST(ParseTable, RefusesAFileWithoutAHeader) {
  EXPECT_EQ(Reason(ParseTable("", '\0')), "EMPTY_FILE");
  EXPECT_EQ(Reason(ParseTable("\r\n \r\n", '\0')), "EMPTY_FILE");
}

TEST(ParseTable, RefusesAHeaderOfOneColumn) {
  EXPECT_EQ(Reason(ParseTable("hello\nworld\n", '\0')), "NOT_A_TABLE");
}

TEST(ParseTable, RefusesALineOverAMegabyte) {
  const auto table = ParseTable("a;b\n" + std::string((1 << 20) + 1, 'x') + ";1\n", '\0');
  EXPECT_EQ(Reason(table), "NOT_A_TABLE");
  EXPECT_THAT(std::string(table.status().message()), HasSubstr("Line 2"));
}

TEST(ReadTable, ReadsTheFilesOfAPayrollSystem) {
  const auto table = ReadTable(TestFile("personal_2026-11.csv"), {}, "personal.csv");
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_EQ(table->header.fields[2], "Förnamn");
  EXPECT_EQ(table->rows.size(), 2458);
  EXPECT_EQ(table->rows.back().line, 2459);
}

TEST(ReadTable, RefusesAFileThatWasCutOff) {
  const auto table = ReadTable(TestFile("personal_avbruten.csv"), {}, "personal.csv");
  EXPECT_EQ(Reason(table), "FILE_CUT_OFF");
  EXPECT_THAT(std::string(table.status().message()), HasSubstr("personal.csv: "));
  EXPECT_EQ(Reason(ReadTable("a;b\n1;\"2", {.last_line_may_lack_end = true}, "f.csv")), "FILE_CUT_OFF");
  EXPECT_EQ(Reason(ReadTable("a;b\n1;2\n3", {.last_line_may_lack_end = true}, "f.csv")), "FILE_CUT_OFF");
}

TEST(ReadTable, TakesACompleteLastRowWithoutItsEndWhenAllowed) {
  EXPECT_EQ(Reason(ReadTable("a;b\n1;2", {}, "f.csv")), "FILE_CUT_OFF");
  EXPECT_EQ(Reason(ReadTable("a;b\n1;2", {.last_line_may_lack_end = true}, "f.csv")), "OK");
}

TEST(ReadTable, RefusesAHeaderAndNothingElse) {
  EXPECT_EQ(Reason(ReadTable(TestFile("personal_tom.csv"), {}, "personal.csv")), "EMPTY_FILE");
}

}  // namespace
}  // namespace nanolearn
