// Organisations, units and sources.
#include "service/storage/mysql/organisation_table.h"
#include "service/storage/mysql/source_table.h"
#include "service/storage/mysql/unit_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

using OrganisationTableTest = TableTest;

TEST_F(OrganisationTableTest, ComesBackAsItWasWritten) {
  mysql::MysqlOrganisationTable organisations(session_);
  organisations.Insert({.id = 77,
                        .slug = "alvsbyn",
                        .display_name = "Älvsbyns kommun 🎓",
                        .time_zone = "Europe/Stockholm",
                        .create_time = kNow,
                        .version = 1});
  Organisation found = organisations.Find("alvsbyn").value();
  EXPECT_EQ(found.id, 77u);
  EXPECT_EQ(found.display_name, "Älvsbyns kommun 🎓");
  EXPECT_EQ(found.time_zone, "Europe/Stockholm");
  EXPECT_EQ(found.create_time, kNow);

  found.display_name = "Nytt namn";
  found.time_zone = "Europe/Helsinki";
  found.version = 2;
  organisations.Update(found);
  const Organisation updated = organisations.Find("alvsbyn").value();
  EXPECT_EQ(updated.display_name, "Nytt namn");
  EXPECT_EQ(updated.time_zone, "Europe/Helsinki");
  EXPECT_EQ(updated.version, 2u);
}

TEST_F(OrganisationTableTest, NobodyIsFoundByAnotherName) {
  mysql::MysqlOrganisationTable organisations(session_);
  for (const std::string slug : {"", "Organisation-1", "älvsbyn", "🎓", "x' OR '1'='1"}) {
    EXPECT_FALSE(organisations.Find(slug)) << slug;
  }
}

TEST_F(OrganisationTableTest, ListsPageBySlug) {
  mysql::MysqlOrganisationTable organisations(session_);
  std::vector<std::string> slugs;
  for (const Organisation& o : organisations.List("", 1)) slugs.push_back(o.slug);
  for (const Organisation& o : organisations.List("organisation-1", 9)) slugs.push_back(o.slug);
  EXPECT_THAT(slugs, ElementsAre("organisation-1", "organisation-2"));
}

using SourceTableTest = TableTest;

TEST_F(SourceTableTest, KnowsTheLastSyncOnceThereWasOne) {
  mysql::MysqlSourceTable sources(session_);
  sources.Insert(kHere, {.id = 9, .name = "hr"});
  EXPECT_FALSE(sources.Find(kElsewhere, "hr"));
  EXPECT_FALSE(sources.Find(kHere, "hr")->last_effective);
  EXPECT_EQ(sources.Find(kHere, "hr")->last_sync_time, absl::InfinitePast());

  sources.SetLastSync(kHere, 9, kDay, kNow);
  EXPECT_EQ(sources.Find(kHere, "hr")->last_effective, kDay);
  EXPECT_EQ(sources.Find(kHere, "hr")->last_sync_time, kNow);
  EXPECT_EQ(sources.List(kHere).size(), 4u);
  EXPECT_EQ(sources.List(kHere).back().name, "hr");
}

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

}  // namespace
}  // namespace nanolearn::testing
