#include "service/domain/unit_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "tests/support/source_dir.h"

namespace nanolearn {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kHeader[] = "code;name;parent;type\n";

std::string TestFile(const std::string& name) {
  std::ifstream file(nanolearn::testing::TestDataPath(name), std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string Reason(const absl::StatusOr<std::vector<UnitRecord>>& units) {
  return units.ok() ? "OK" : DetailsOf(units.status()).reason;
}

// "FILE:LINE: text" of each violation.
std::vector<std::string> Problems(const std::string& rows) {
  const auto units = ReadUnitFile(kHeader + rows, "u.csv");
  EXPECT_EQ(Reason(units), "BAD_UNITS");
  std::vector<std::string> problems;
  for (const FieldViolation& v : DetailsOf(units.status()).violations) {
    problems.push_back(absl::StrCat(v.field, ": ", v.description));
  }
  return problems;
}

std::string Chain(int levels) {
  std::string rows = "1;One;;GROUP\n";
  for (int i = 2; i <= levels; ++i) absl::StrAppend(&rows, i, ";Unit;", i - 1, ";TEAM\n");
  return rows;
}

TEST(UnitFile, ReadsTheOrganisationOfTheDemo) {
  const auto units = ReadUnitFile(TestFile("organisation.csv"), "organisation.csv");
  ASSERT_TRUE(units.ok()) << units.status();
  ASSERT_EQ(units->size(), 156);
  EXPECT_EQ(units->at(0).parent_code, "");
  EXPECT_EQ(units->at(0).type, UnitType::kGroup);
  EXPECT_EQ(units->at(17).name, "Näringsliv; tillväxt och turism");
  EXPECT_EQ(units->at(17).code, "1006");
  EXPECT_EQ(units->at(17).parent_code, "10");
  EXPECT_EQ(units->at(17).line, 19);
}

TEST(UnitFile, KnowsSwedishAndEnglishHeadingsInAnyCaseAndOrder) {
  EXPECT_EQ(Reason(ReadUnitFile("TYPE,Extra,Parent,Name,Code\nGROUP,x,,A,1\n", "u.csv")), "OK");
  EXPECT_EQ(Reason(ReadUnitFile("TYP;överordnad;NAMN;orgkod\nGROUP;;A;1\n", "u.csv")), "OK");
  EXPECT_EQ(Reason(ReadUnitFile("TYP;ÖVERORDNAD;NAMN;orgkod\nGROUP;;A;1\n", "u.csv")), "OK");
}

TEST(UnitFile, NamesMissingColumns) {
  const auto units = ReadUnitFile("Orgkod;Namn;Typ;Type\n1;A;GROUP;GROUP\n", "u.csv");
  EXPECT_EQ(Reason(units), "MISSING_COLUMN");
  EXPECT_THAT(std::string(units.status().message()), AllOf(HasSubstr("Överordnad (or parent) is missing"),
                                                           HasSubstr("Typ (or type) is there twice")));
}

TEST(UnitFile, RefusesFilesThatCannotBeTrusted) {
  EXPECT_EQ(Reason(ReadUnitFile("", "u.csv")), "EMPTY_FILE");
  EXPECT_EQ(Reason(ReadUnitFile(kHeader, "u.csv")), "EMPTY_FILE");
  EXPECT_EQ(Reason(ReadUnitFile(absl::StrCat(kHeader, "1;A;;GROUP"), "u.csv")), "FILE_CUT_OFF");
  EXPECT_EQ(Reason(ReadUnitFile("x\n", "u.csv")), "NOT_A_TABLE");
  EXPECT_EQ(Reason(ReadUnitFile("PK\x03\x04", "u.csv")), "NOT_TEXT");
}

TEST(UnitFile, NamesEveryBadRow) {
  EXPECT_THAT(
      Problems("1;A;;GROUP\n"
               ";B;1;TEAM\n"
               "a/b;C;1;TEAM\n"
               "4;;1;TEAM\n"
               "5;E;1;TEM\n"
               "1;F;1;TEAM\n"
               "7;G;99;TEAM\n"
               "8;H;1\n" +
               std::string(65, 'x') + ";I;1;TEAM\n" + "10;" + std::string(201, 'x') + ";1;TEAM\n"),
      ElementsAre(
          HasSubstr("u.csv:3: The code is missing"), HasSubstr("u.csv:4: The code \"a/b\" must"),
          HasSubstr("u.csv:5: The name is missing"),
          AllOf(HasSubstr("u.csv:6: The type \"TEM\" is unknown"), HasSubstr("did you mean \"TEAM\"")),
          HasSubstr("u.csv:7: The code \"1\" is on line 2 already"),
          HasSubstr("u.csv:8: The unit above, \"99\", is not in the file"),
          HasSubstr("u.csv:9: The row has 3 fields"), HasSubstr("u.csv:10: The code"),
          HasSubstr("u.csv:11: The name must have at most 200")));
}

TEST(UnitFile, WantsOneRoot) {
  EXPECT_THAT(Problems("1;A;;GROUP\n2;B;;GROUP\n"),
              ElementsAre(HasSubstr("u.csv:3: The unit names none above it")));
  EXPECT_THAT(Problems("1;A;1;GROUP\n"),
              ElementsAre(HasSubstr("u.csv:1: There is no root"),
                          HasSubstr("u.csv:2: The unit is above itself: 1 is below 1;")));
}

TEST(UnitFile, NamesACircleOnce) {
  EXPECT_THAT(Problems("1;A;;GROUP\n5;X;4;TEAM\n2;B;4;TEAM\n3;C;2;TEAM\n4;D;3;TEAM\n"),
              ElementsAre(AllOf(HasSubstr("u.csv:4: The unit is above itself"),
                                HasSubstr("4 is below 3 is below 2"))));
}

TEST(UnitFile, BoundsTheLevels) {
  EXPECT_EQ(Reason(ReadUnitFile(kHeader + Chain(limits::kMaxUnitDepth), "u.csv")), "OK");
  EXPECT_THAT(Problems(Chain(limits::kMaxUnitDepth + 1)),
              ElementsAre(HasSubstr("u.csv:22: The unit is on level 21")));
}

TEST(UnitFile, NamesAtMostAHundredBadRows) { EXPECT_EQ(Problems(Chain(1000)).size(), 100); }

}  // namespace
}  // namespace nanolearn
