#include "service/domain/staff_mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/base/error.h"

namespace nanolearn {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kColumns[] = R"(
[columns]
personnummer = "Personnr"
full_name = "Namn"
unit = "Orgkod"
from = "Från"
)";

// "FILE:LINE: text" of each violation.
std::vector<std::string> Problems(const std::string& toml) {
  const auto mapping = ParseStaffMapping(toml, "m.toml");
  std::vector<std::string> problems;
  if (mapping.ok()) return problems;
  const ErrorDetails details = DetailsOf(mapping.status());
  EXPECT_EQ(details.reason, "BAD_MAPPING");
  for (const FieldViolation& v : details.violations) problems.push_back(v.field + ": " + v.description);
  return problems;
}

TEST(StaffMapping, NeedsLittle) {
  const auto mapping = ParseStaffMapping(kColumns, "m.toml");
  ASSERT_TRUE(mapping.ok()) << mapping.status();
  EXPECT_EQ(mapping->encoding, "auto");
  EXPECT_EQ(mapping->separator, '\0');
  EXPECT_FALSE(mapping->last_line_may_lack_end);
  EXPECT_EQ(mapping->columns.size(), 4);
  EXPECT_EQ(mapping->columns.at(StaffField::kFrom), "Från");
  EXPECT_EQ(mapping->kind, EngagementKind::kEmployment);
}

TEST(StaffMapping, MayHaveMore) {
  const auto mapping = ParseStaffMapping(std::string(R"(
encoding = "windows-1252"
separator = "\t"
last_line_may_lack_end = true
ignore = ["Parti"]
)") + kColumns + R"(
[values]
yes = ["JA"]
no = ["NEJ", ""]
dates = ["DD.MM.YYYY", "YYYYMMDD"]
[kind]
default = "MANDATE"
by_unit_type.COMPANY = "BOARD_SEAT"
)",
                                         "m.toml");
  ASSERT_TRUE(mapping.ok()) << mapping.status();
  EXPECT_EQ(mapping->encoding, "windows-1252");
  EXPECT_EQ(mapping->separator, '\t');
  EXPECT_TRUE(mapping->last_line_may_lack_end);
  EXPECT_THAT(mapping->ignored, ElementsAre("Parti"));
  EXPECT_THAT(mapping->yes, ElementsAre("ja"));
  EXPECT_THAT(mapping->no, ElementsAre("nej", ""));
  EXPECT_THAT(mapping->date_formats, ElementsAre("DD.MM.YYYY", "YYYYMMDD"));
  EXPECT_EQ(mapping->kind, EngagementKind::kMandate);
  EXPECT_EQ(mapping->kind_by_unit_type.at("COMPANY"), EngagementKind::kBoardSeat);
}

TEST(StaffMapping, KnowsEveryFieldByItsName) {
  for (size_t i = 0; i < kStaffFieldCount; ++i) EXPECT_FALSE(StaffFieldName(StaffField(i)).empty());
  EXPECT_EQ(StaffFieldName(StaffField::kPersonnummer), "personnummer");
  EXPECT_EQ(StaffFieldName(StaffField::kLeaveFrom), "leave_from");
  EXPECT_EQ(StaffFieldName(StaffField::kComputer), "computer");
}

TEST(StaffMapping, SaysWhereItIsNoToml) {
  EXPECT_THAT(Problems("encoding = \"auto\"\n[columns\n"),
              ElementsAre(HasSubstr("m.toml:2: this is not TOML")));
  EXPECT_THAT(Problems("[@kind]\n"), ElementsAre(HasSubstr("m.toml:1: this is not TOML")));
  EXPECT_THAT(Problems("encoding = \"\xFF\xFE\"\n"), ElementsAre(HasSubstr("this is not TOML")));
}

TEST(StaffMapping, WantsStraightQuotationMarksAroundSwedishLetters) {
  EXPECT_THAT(Problems("# Å\nseparator = \";\"  # ö\nencoding = ”auto”\n"),
              ElementsAre(HasSubstr("m.toml:3: a letter or sign beyond ASCII must stand between straight")));
  EXPECT_THAT(Problems("encoding = 1\"Frånvaro\"\n"), ElementsAre(HasSubstr("m.toml:1: a letter")));
  EXPECT_THAT(Problems("å = 1\n"), ElementsAre(HasSubstr("m.toml:1: a letter")));
  EXPECT_THAT(Problems("\xFF\xFE"), ElementsAre(HasSubstr("m.toml:1: a letter")));
}

TEST(StaffMapping, MayBeginWithAByteOrderMark) {
  EXPECT_THAT(Problems(std::string("\xEF\xBB\xBF# Notepad\n") + kColumns), IsEmpty());
}

TEST(StaffMapping, NamesTheKnownKeyNextToAnUnknownOne) {
  EXPECT_THAT(Problems(std::string("encodng = \"auto\"\n") + kColumns),
              ElementsAre(AllOf(HasSubstr("m.toml:1: unknown key \"encodng\""),
                                HasSubstr("did you mean \"encoding\""))));
  EXPECT_THAT(
      Problems(std::string(kColumns) + "rol = \"Uppdrag\"\n"),
      ElementsAre(AllOf(HasSubstr("m.toml:7: unknown key \"rol\" in [columns]"), HasSubstr("\"role\""))));
}

TEST(StaffMapping, WantsTheRightTypes) {
  EXPECT_THAT(
      Problems(
          std::string("encoding = 1\nlast_line_may_lack_end = \"no\"\nignore = \"Parti\"\nvalues = 3\n") +
          kColumns + "to = 5\n"),
      ElementsAre(HasSubstr("m.toml:1: encoding must be text"), HasSubstr("m.toml:2: last_line"),
                  HasSubstr("m.toml:3: ignore must be a list"), HasSubstr("m.toml:4: values must be a table"),
                  HasSubstr("m.toml:11: to must be text")));
}

TEST(StaffMapping, WantsKnownWords) {
  EXPECT_THAT(Problems(std::string("encoding = \"latin1\"\nseparator = \"a\"\n") + kColumns + R"(
[values]
dates = ["YY-MM-DD"]
[kind]
default = "EMPLOYEE"
[kind.by_unit_type]
COMPANI = "BOARD_SEAT"
)"),
              ElementsAre(HasSubstr("encoding cannot be \"latin1\""), HasSubstr("separator cannot be \"a\""),
                          HasSubstr("dates cannot be written \"YY-MM-DD\""),
                          HasSubstr("default cannot be \"EMPLOYEE\""),
                          AllOf(HasSubstr("unknown key \"COMPANI\""), HasSubstr("\"COMPANY\""))));
}

TEST(StaffMapping, UsesAHeadingOnce) {
  EXPECT_THAT(Problems(std::string(kColumns) + "to = \"Från\"\n"),
              ElementsAre(AllOf(HasSubstr("\"Från\" is given twice"), HasSubstr("from"), HasSubstr("to"))));
  EXPECT_THAT(Problems(std::string("ignore = [\"Namn\"]\n") + kColumns),
              ElementsAre(HasSubstr("\"Namn\" is given twice: for ignore and for full_name")));
  EXPECT_THAT(Problems(std::string(kColumns) + "to = \" \"\n"), ElementsAre(HasSubstr("to needs a heading")));
}

TEST(StaffMapping, TellsYesFromNo) {
  EXPECT_THAT(Problems(std::string(kColumns) + "[values]\nyes = [\"X\"]\nno = [\"x\"]\n"),
              ElementsAre(HasSubstr("\"x\" means both yes and no")));
}

TEST(StaffMapping, NeedsPersonNameUnitAndFirstDay) {
  EXPECT_THAT(Problems("[columns]\nrole = \"Uppdrag\"\n"),
              ElementsAre(HasSubstr("personnummer or person_key"), HasSubstr("unit"), HasSubstr("from"),
                          HasSubstr("full_name")));
  EXPECT_THAT(Problems(""), ::testing::SizeIs(4));
  EXPECT_THAT(Problems(std::string(kColumns) + "given_name = \"Förnamn\"\n"),
              ElementsAre(HasSubstr("full_name")));
  EXPECT_THAT(
      Problems("[columns]\nperson_key=\"Id\"\ngiven_name=\"F\"\nfamily_name=\"E\"\nunit=\"U\"\nfrom=\"D\"\n"),
      IsEmpty());
}

}  // namespace
}  // namespace nanolearn
