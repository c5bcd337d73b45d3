#include "service/domain/table_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/base/error.h"
#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Fields = std::vector<std::string>;

std::vector<Fields> RowsOf(absl::string_view text) {
  auto table = TableReader::Open(text, '\0');
  std::vector<Fields> rows;
  TableRow row;
  while (table->Next(row)) rows.push_back(row.fields);
  EXPECT_TRUE(table->status().ok()) << table->status();
  return rows;
}

TEST(TableReader, GivesRowsInTheStringsOfTheRowBefore) {
  EXPECT_THAT(RowsOf("a;b;c\n1;2;3\n4\n5;6\n"),
              ElementsAre(Fields{"1", "2", "3"}, Fields{"4"}, Fields{"5", "6"}));
}

TEST(TableReader, TakesMixedLineEnds) {
  EXPECT_THAT(
      RowsOf("a;b\r1;2\n3;4\r\n5;\"6\r\n7\r8\n9\"\r\r\n10;11\n\r"),
      ElementsAre(Fields{"1", "2"}, Fields{"3", "4"}, Fields{"5", "6\r\n7\r8\n9"}, Fields{"10", "11"}));
}

TEST(TableReader, ReadsARowAgainWhereItBegins) {
  const std::string text = "a;b\n\n1;\"x\ny\"\n;\n2;3\n4;5";
  auto table = TableReader::Open(text, '\0');
  TableRow row, again;
  std::vector<std::pair<size_t, TableRow>> seen;
  while (table->Next(row)) {
    seen.emplace_back(table->row_offset(), row);
    ASSERT_TRUE(table->ReadAt(seen[0].first, seen[0].second.line, again)) << "while reading on";
    EXPECT_EQ(again.fields, Fields({"1", "x\ny"}));
  }
  ASSERT_EQ(seen.size(), 3);
  EXPECT_EQ(seen[1].second.line, 6);
  for (const auto& [offset, original] : seen) {
    ASSERT_TRUE(table->ReadAt(offset, original.line, again));
    EXPECT_EQ(again.fields, original.fields);
    EXPECT_EQ(again.line, original.line);
  }
  EXPECT_FALSE(table->ends_with_newline()) << "as before ReadAt";
  EXPECT_FALSE(table->ReadAt(text.size(), 9, again));
}

TEST(TableReader, KnowsTheCutOffRowAsSoonAsItIsRead) {
  auto table = TableReader::Open("a;b\n1;2\n3", '\0');
  TableRow row;
  ASSERT_TRUE(table->Next(row));
  EXPECT_FALSE(table->CutOff(false));
  ASSERT_TRUE(table->Next(row));
  ASSERT_TRUE(table->CutOff(true));
  EXPECT_EQ(table->CutOff(true)->line, 3);
  EXPECT_EQ(table->CutOff(true)->fields, 1);
  EXPECT_FALSE(table->Next(row));
  EXPECT_TRUE(table->CutOff(true)) << "still";
}

TEST(TableReader, StopsAtARowOverAMegabyte) {
  std::string text = "a;b\n1;\"2\n";
  for (int line = 0; line < 1'000'000; ++line) text += "3;4\n";
  auto table = TableReader::Open(text, '\0');
  TableRow row;
  ASSERT_TRUE(table->Next(row));
  EXPECT_TRUE(table->quote_left_open());
  EXPECT_EQ(table->CutOff(true)->line, 2);
  EXPECT_LT(row.fields[1].size(), 2 << 20);
  EXPECT_FALSE(table->Next(row));
}

TEST(TableReader, SaysWhichLineIsOverAMegabyte) {
  const std::string text = "a;b\n1;2\n" + std::string((1 << 20) + 1, 'x') + "\n3;4\n";
  auto table = TableReader::Open(text, '\0');
  TableRow row;
  EXPECT_TRUE(table->Next(row));
  EXPECT_FALSE(table->Next(row));
  EXPECT_EQ(DetailsOf(table->status()).reason, "NOT_A_TABLE");
  EXPECT_THAT(std::string(table->status().message()), HasSubstr("Line 3"));
  EXPECT_FALSE(table->Next(row)) << "and stays there";
}

std::string Quoted(const std::string& field) {
  return absl::StrCat("\"", absl::StrReplaceAll(field, {{"\"", "\"\""}}), "\"");
}

// Whatever fields hold, a table that is written by RFC 4180 comes back.
TEST(TableReader, GivesBackWhatWasWritten) {
  for (int seed = 1; seed <= 300 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const std::vector<std::string> pieces = {"a", "å", ";", ",", "\t", "\"", "\n", "\r", "\r\n", " ", "1"};
    const std::vector<std::string> ends = {"\n", "\r\n", "\r"};
    const std::string separator(1, ";,\t"[random.Below(3)]);
    std::string text = absl::StrCat("A", separator, "B", separator, "C\n");
    std::vector<Fields> rows;
    for (int i = random.Below(6); i > 0; --i) {
      Fields& row = rows.emplace_back();
      for (int column = 0; column < 3; ++column) {
        std::string field = column == 0 ? "x" : "";
        for (int n = random.Below(6); n > 0; --n)
          field += pieces[random.Below(static_cast<int>(pieces.size()))];
        if (!field.empty()) field += "z";
        if (!field.empty()) field = "y" + field;  // white space at the ends would be removed
        absl::StrAppend(&text, column > 0 ? separator : "", Quoted(field));
        row.push_back(field);
      }
      text += ends[random.Below(3)];
    }
    EXPECT_EQ(RowsOf(text), rows) << text;
  }
}

}  // namespace
}  // namespace nanolearn
