#include "service/domain/disclosure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

DisclosureRow RowOf(Id person, const std::string& unit, bool is_protected = false) {
  return {.person_id = person,
          .given_name = "Anna",
          .family_name = absl::StrCat("Ek", person),
          .is_protected = is_protected,
          .unit = unit,
          .programme = "Grund",
          .module = "Nätfiske",
          .due_date = Date(2026, 3, 1),
          .complete_date = Date(2026, 2, 27),
          .state = AssignmentState::kCompleted};
}

// So many people of a unit, the first with this id.
std::vector<DisclosureRow> People(Id first, int count, const std::string& unit) {
  std::vector<DisclosureRow> rows;
  for (int i = 0; i < count; ++i) rows.push_back(RowOf(first + i, unit));
  return rows;
}

std::vector<DisclosureRow> operator+(std::vector<DisclosureRow> a, const std::vector<DisclosureRow>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::vector<std::string> UnitsOf(const Disclosure& disclosure) {
  std::vector<std::string> units;
  for (const Disclosure::Row& row : disclosure.rows) units.push_back(row.unit);
  return units;
}

TEST(DiscloseTest, PeopleAreNumberedByFirstAppearance) {
  const Disclosure disclosure = Disclose({RowOf(9, "HR"), RowOf(4, "HR"), RowOf(9, "HR")}, DisclosedNames::kNumber, 1);
  std::vector<int> numbers;
  for (const Disclosure::Row& row : disclosure.rows) numbers.push_back(row.number);
  EXPECT_THAT(numbers, ElementsAre(1, 2, 1));
  EXPECT_EQ(disclosure.rows[0].name, "");
}

TEST(DiscloseTest, NamesAreShownAsAskedFor) {
  EXPECT_EQ(Disclose({RowOf(1, "HR")}, DisclosedNames::kInitials, 1).rows[0].name, "AE");
  EXPECT_EQ(Disclose({RowOf(1, "HR")}, DisclosedNames::kFull, 1).rows[0].name, "Anna Ek1");
}

TEST(DiscloseTest, SmallUnitsHaveNoNamesAndNoPlaceWhenTheyAreEnoughTogether) {
  const Disclosure disclosure =
      Disclose(People(1, 3, "A") + People(11, 2, "B") + People(21, 5, "C"), DisclosedNames::kFull, 5);
  EXPECT_THAT(UnitsOf(disclosure), ElementsAre("C", "C", "C", "C", "C", "", "", "", "", ""))
      << "where they stand tells nothing of their unit";
  EXPECT_EQ(disclosure.rows[0].name, "Anna Ek21");
  EXPECT_EQ(disclosure.rows[9].name, "");
  EXPECT_EQ(disclosure.small_group_people, 5);
  EXPECT_EQ(disclosure.left_out_people, 0);
}

TEST(DiscloseTest, AFewWhoWouldBeMaskedAreLeftOut) {
  const Disclosure disclosure = Disclose(People(1, 3, "A") + People(21, 5, "C"), DisclosedNames::kFull, 5);
  EXPECT_THAT(UnitsOf(disclosure), ElementsAre("C", "C", "C", "C", "C"));
  EXPECT_EQ(disclosure.small_group_people, 0);
  EXPECT_EQ(disclosure.left_out_people, 3);
}

TEST(DiscloseTest, ProtectedIdentitiesAreMaskedAndMakeTheirUnitsSmaller) {
  std::vector<DisclosureRow> rows = People(1, 4, "A") + People(21, 5, "C");
  rows.push_back(RowOf(5, "A", true));
  const Disclosure disclosure = Disclose(rows, DisclosedNames::kFull, 5);
  EXPECT_EQ(disclosure.protected_people, 1);
  EXPECT_EQ(disclosure.small_group_people, 4) << "the four others of the unit are too few without the one";
  for (const Disclosure::Row& row : disclosure.rows) {
    EXPECT_EQ(row.unit.empty(), row.source.unit == "A");
    EXPECT_EQ(row.name.empty(), row.source.unit == "A");
  }
}

TEST(DiscloseTest, NobodyIsShownWithOneUnitAndMaskedInAnother) {
  std::vector<DisclosureRow> rows = People(1, 5, "A");
  rows.push_back(RowOf(1, "B"));
  const Disclosure disclosure = Disclose(rows, DisclosedNames::kFull, 5);
  EXPECT_THAT(UnitsOf(disclosure), ElementsAre("", "", "", "", "", "")) << "person 1 is masked, and the other four are too few then";
  EXPECT_EQ(disclosure.small_group_people, 5);
}

TEST(DisclosureCsvTest, IsAsSpreadsheetsOfTheLanguageReadIt) {
  const Disclosure disclosure = Disclose({RowOf(1, "1004 HR")}, DisclosedNames::kFull, 1);
  const std::string swedish = DisclosureCsv(disclosure, DisclosedNames::kFull, "sv");
  EXPECT_THAT(swedish, StartsWith("\xEF\xBB\xBFnummer;namn;enhet;program;modul;sista dag;gjord;läge\r\n"));
  EXPECT_THAT(swedish, HasSubstr("1;Anna Ek1;1004 HR;Grund;Nätfiske;2026-03-01;2026-02-27;gjord\r\n"));
  EXPECT_EQ(DisclosureCsv(disclosure, DisclosedNames::kNumber, "en"),
            "number,unit,programme,module,due,completed,state\r\n"
            "1,1004 HR,Grund,Nätfiske,2026-03-01,2026-02-27,completed\r\n");
}

TEST(DisclosureCsvTest, NoNameIsTakenForAFormulaOrBreaksTheRow) {
  DisclosureRow row = RowOf(1, "A, \"B\"");
  row.given_name = "=cmd()";
  const std::string csv = DisclosureCsv(Disclose({row}, DisclosedNames::kFull, 1), DisclosedNames::kFull, "en");
  EXPECT_THAT(csv, HasSubstr("1,'=cmd() Ek1,\"A, \"\"B\"\"\",Grund"));
  EXPECT_THAT(csv, Not(HasSubstr(",=cmd")));
}

}  // namespace
}  // namespace nanolearn
