#include "service/storage/mysql/source_table.h"

#include "service/storage/mysql/engagement_table.h"
#include "service/storage/mysql/person_merge_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);
const std::string kHash("\0\xff'\\0123456789ab", 16);

class SourceTableTest : public TableTest {
 protected:
  std::vector<SourceRow> Rows(Id organisation, Id source) {
    std::vector<SourceRow> rows;
    sources_.ForEachRow(organisation, source, [&](SourceRow row) { rows.push_back(std::move(row)); });
    return rows;
  }

  std::vector<Id> Engagements(Id organisation, Id source) {
    std::vector<Id> ids;
    for (const SourceRow& row : Rows(organisation, source)) ids.push_back(row.engagement_id);
    return ids;
  }

  mysql::MysqlSourceTable sources_{session_};
};

TEST_F(SourceTableTest, KnowsTheLastSyncOnceThereWasOne) {
  Source source{.id = 9, .name = "hr"};
  sources_.Insert(kHere, source);
  EXPECT_FALSE(sources_.Find(kElsewhere, "hr"));
  EXPECT_FALSE(sources_.Find(kHere, "hr")->last_effective);
  EXPECT_EQ(sources_.Find(kHere, "hr")->last_sync_time, absl::InfinitePast());
  EXPECT_EQ(sources_.Find(kHere, "hr")->last_file_time, absl::InfinitePast());

  source.last_effective = kDay;
  source.last_sync_time = kNow;
  source.last_file_time = kNow - absl::Hours(1);
  sources_.SetLastSync(kHere, source);
  EXPECT_EQ(sources_.Find(kHere, "hr")->last_effective, kDay);
  EXPECT_EQ(sources_.Find(kHere, "hr")->last_sync_time, kNow);
  EXPECT_EQ(sources_.Find(kHere, "hr")->last_file_time, kNow - absl::Hours(1));
  EXPECT_EQ(sources_.List(kHere).size(), 4u);
  EXPECT_EQ(sources_.List(kHere).back().name, "hr");

  source.last_effective = std::nullopt;
  sources_.SetLastSync(kHere, source);
  EXPECT_FALSE(sources_.Find(kHere, "hr")->last_effective) << "its only run was taken back";
}

TEST_F(SourceTableTest, SettingsComeBackAsTheyWereWritten) {
  sources_.Insert(kHere, {.id = 9, .name = "hr"});
  Source written{.id = 9, .name = "entra"};
  written.kind = SourceKind::kDirectory;
  written.owner_email = "ägare@kommun.se";
  written.mapping = "kolumn = \"Förvaltning 🌲\"\n";
  written.missing_runs = 3;
  written.guards = {1, 2, 3, 4, 5, 6};
  written.preferred_for = {PersonAttribute::kEmail, PersonAttribute::kPhone};
  written.employee_number_source_id = 2;
  written.default_unit_id = 3;
  written.version = 7;
  sources_.Insert(kElsewhere, written);
  sources_.Update(kElsewhere, written);

  const Source read = sources_.Find(kElsewhere, "entra").value();
  EXPECT_EQ(read.kind, SourceKind::kDirectory);
  EXPECT_EQ(read.owner_email, written.owner_email);
  EXPECT_EQ(read.mapping, written.mapping);
  EXPECT_EQ(read.missing_runs, 3);
  EXPECT_EQ(read.guards, written.guards);
  EXPECT_EQ(read.preferred_for, written.preferred_for);
  EXPECT_EQ(read.employee_number_source_id, 2u);
  EXPECT_EQ(read.default_unit_id, 3u);
  EXPECT_EQ(read.version, 7u);
  EXPECT_EQ(sources_.Find(kHere, "hr")->kind, SourceKind::kFile);
  EXPECT_THAT(sources_.Find(kHere, "hr")->preferred_for, IsEmpty());
}

TEST_F(SourceTableTest, RowsComeBackByEngagementAndOnlyOfTheirSource) {
  for (const Id organisation : {kHere, kElsewhere}) {
    sources_.PutRows(organisation, 1, {{20, 3, kHash, ~uint64_t{0}}, {10, 4, "", 7}});
    sources_.PutRows(organisation, 2, {{30, 5, kHash, 1}});
  }
  sources_.PutRows(kHere, 1, {{10, 6, kHash, 8}, {15, 7, kHash, 9}});

  const std::vector<SourceRow> rows = Rows(kHere, 1);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].engagement_id, 10u);
  EXPECT_EQ(rows[0].person_id, 6u);
  EXPECT_EQ(rows[0].hash, kHash);
  EXPECT_EQ(rows[0].key_hash, 8u);
  EXPECT_EQ(rows[2].engagement_id, 20u);
  EXPECT_EQ(rows[2].key_hash, ~uint64_t{0});
  EXPECT_EQ(Rows(kElsewhere, 1)[0].hash, "");

  sources_.DeleteRows(kHere, 1, {10, 30, 20});
  EXPECT_THAT(Engagements(kHere, 1), ElementsAre(15));
  EXPECT_THAT(Engagements(kHere, 2), ElementsAre(30));
  EXPECT_THAT(Engagements(kElsewhere, 1), ElementsAre(10, 20));
}

TEST_F(SourceTableTest, TensOfThousandsOfRowsComeOnceEachInOrder) {
  constexpr Id kCount = 40'000;  // two whole pages
  std::vector<SourceRow> rows;
  for (Id id = kCount; id > 0; --id) rows.push_back({id, 1, kHash, id});
  session_.Run("START TRANSACTION");
  sources_.PutRows(kHere, 1, rows);
  session_.Run("COMMIT");
  Id last = 0;
  sources_.ForEachRow(kHere, 1, [&](const SourceRow& row) { ASSERT_EQ(row.engagement_id, ++last); });
  EXPECT_EQ(last, kCount);
}

TEST_F(SourceTableTest, RowsOfPeopleAreForgottenAndNameWhoeverTheEngagementsAreOfNow) {
  mysql::MysqlEngagementTable engagements(session_);
  std::vector<Engagement> written;
  for (Id id = 1; id <= 4; ++id) {
    written.push_back({id, id, 1, std::to_string(id), {.unit_id = 1}, {kDay, kNoEnd}});
  }
  for (const Id organisation : {kHere, kElsewhere}) {
    engagements.Insert(organisation, written);
    sources_.PutRows(organisation, 1, {{1, 1, kHash, 1}, {2, 2, kHash, 2}, {3, 3, kHash, 3}});
  }
  mysql::MysqlPersonMergeTable(session_).Give(kHere, {.engagements = {2}}, 1);
  sources_.ForgetRowsOf(kHere, {1, 2});

  const std::vector<SourceRow> rows = Rows(kHere, 1);
  EXPECT_EQ(rows[0].hash, "");
  EXPECT_EQ(rows[1].hash, "");
  EXPECT_EQ(rows[1].person_id, 1u);
  EXPECT_EQ(rows[2].hash, kHash);
  EXPECT_EQ(Rows(kElsewhere, 1)[0].hash, kHash);
}


// More than are read at a time.
TEST_F(SourceTableTest, ForgottenRowsAreReadAgainAndKnownByAnotherHashOfTheirKeys) {
  constexpr Id kCount = 20'001;
  std::vector<SourceRow> rows;
  for (Id id = 1; id <= kCount; ++id) rows.push_back({id, 1, kHash, id});
  session_.Run("START TRANSACTION");
  mysql::MysqlEngagementTable(session_).Insert(kHere, {{.id = 2, .person_id = 1, .source_id = 1, .source_key = "four", .facts = {.unit_id = 1}}});
  sources_.PutRows(kHere, 1, rows);
  session_.Run("COMMIT");
  sources_.PutRows(kHere, 2, {{1, 1, kHash, 1}});
  sources_.PutRows(kElsewhere, 1, {{1, 1, kHash, 1}});
  sources_.ForgetRows(kHere, 1, [](const std::string& source_key) { return source_key.size(); });

  const std::vector<SourceRow> forgotten = Rows(kHere, 1);
  ASSERT_EQ(forgotten.size(), kCount);
  for (const SourceRow& row : forgotten) {
    ASSERT_EQ(row.hash, "");
    ASSERT_EQ(row.key_hash, row.engagement_id == 2 ? 4u : 0u);
  }
  EXPECT_EQ(Rows(kHere, 2)[0].hash, kHash);
  EXPECT_EQ(Rows(kElsewhere, 1)[0].hash, kHash);
}

}  // namespace
}  // namespace nanolearn::testing
