#include "service/storage/mysql/unit_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/storage/mysql/organisation_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;

constexpr Date kDay{2026, 11, 23};

class UnitTableTest : public TableTest {
 protected:
  static UnitVersion Version(Id id, const std::string& name, Id parent, Date from, Date to = kNoEnd) {
    return {.unit_id = id,
            .code = "code-" + std::to_string(id),
            .name = name,
            .type = UnitType::kCommittee,
            .parent_id = parent,
            .valid = {from, to}};
  }

  mysql::MysqlUnitTable units_{session_};
};

TEST_F(UnitTableTest, VersionsComeBackWithTheirUnits) {
  const UnitVersion root = Version(100, "Äldrenämnden", kNoId, kDay);
  const UnitVersion below = Version(101, "Hemtjänsten", 100, kDay);
  EXPECT_FALSE(units_.LastImport(kHere));
  units_.Apply(kHere, {.new_units = {root, below}, .versions = {root, below}}, kDay);

  EXPECT_EQ(units_.LastImport(kHere), kDay);
  EXPECT_FALSE(units_.LastImport(kElsewhere));
  EXPECT_TRUE(units_.Versions(kElsewhere).empty());
  const std::vector<UnitVersion> versions = units_.Versions(kHere);
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].name, "Äldrenämnden");
  EXPECT_EQ(versions[0].code, "code-100");
  EXPECT_EQ(versions[0].type, UnitType::kCommittee);
  EXPECT_EQ(versions[0].parent_id, kNoId);
  EXPECT_EQ(versions[1].parent_id, 100u);
  EXPECT_EQ(versions[1].valid, (DateRange{kDay, kNoEnd}));
}

TEST_F(UnitTableTest, AnEndKeepsThePastAndOneAtTheStartRemovesTheVersion) {
  const UnitVersion first = Version(100, "A", kNoId, kDay), second = Version(101, "B", kNoId, kDay);
  units_.Apply(kHere, {.new_units = {first, second}, .versions = {first, second}}, kDay);
  const UnitVersion renamed = Version(100, "A2", kNoId, kDay + 7),
                    corrected = Version(101, "B2", kNoId, kDay);
  units_.Apply(kHere, {.versions = {renamed, corrected}, .ends = {{100, kDay, kDay + 7}, {101, kDay, kDay}}},
               kDay + 7);

  std::vector<std::string> names;
  for (const UnitVersion& version : units_.Versions(kHere)) names.push_back(version.name);
  EXPECT_THAT(names, ElementsAre("A", "A2", "B2"));
  EXPECT_EQ(units_.Versions(kHere)[0].valid.to, kDay + 7);
  EXPECT_EQ(units_.LastImport(kHere), kDay + 7);
}

TEST_F(UnitTableTest, RemembersTheDaysOfImportsAlsoOfThoseThatChangeNothing) {
  for (const int day : {7, 0, 7, 3}) units_.Apply(kHere, {}, kDay + day);
  EXPECT_EQ(units_.LastImport(kHere), kDay + 7);
  EXPECT_EQ(units_.NextImport(kHere, kFirstDate), kDay);
  EXPECT_EQ(units_.NextImport(kHere, kDay), kDay + 3);
  EXPECT_FALSE(units_.NextImport(kHere, kDay + 7));
  EXPECT_FALSE(units_.NextImport(kElsewhere, kFirstDate));
}

TEST_F(UnitTableTest, EveryChangeGivesTheOrganisationsUnitsAnotherVersion) {
  const mysql::MysqlOrganisationTable organisations(session_);
  const auto version = [&](Id organisation) { return organisations.Find(organisation)->units_version; };
  const uint64_t before = version(kHere), elsewhere = version(kElsewhere);
  const UnitVersion root = Version(100, "A", kNoId, kDay);
  units_.Apply(kHere, {.new_units = {root}, .versions = {root}}, kDay);
  const uint64_t after = version(kHere);
  EXPECT_GT(after, before);
  units_.Apply(kHere, {}, kDay);
  EXPECT_GT(version(kHere), after);
  EXPECT_EQ(version(kElsewhere), elsewhere);
}

}  // namespace
}  // namespace nanolearn::testing
