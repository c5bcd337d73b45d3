#include "service/storage/mysql/sync_run_table.h"

#include "absl/strings/str_replace.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);
const std::string kContent("\0\xff'\\0123456789ab", 16);

SyncRun Sample(Id id, uint64_t sequence = 0, SyncRunState state = SyncRunState::kApplied, Id source = 1) {
  SyncRun run;
  run.id = id;
  run.source_id = source;
  run.state = state;
  run.sequence = sequence;
  run.effective = kDay + static_cast<int>(id);
  run.create_time = kNow;
  return run;
}

SyncCounts DifferentCounts() {
  SyncCounts counts;
  int next = 1;
  for (int* count : {&counts.rows, &counts.rows_refused, &counts.people_added, &counts.engagements_added,
                     &counts.engagements_changed, &counts.engagements_ended, &counts.engagements_unchanged,
                     &counts.joins, &counts.returns, &counts.leaves, &counts.additions, &counts.ends,
                     &counts.moves, &counts.changes, &counts.missing}) {
    *count = next++;
  }
  return counts;
}

std::vector<Id> IdsOf(const std::vector<SyncRun>& runs) {
  std::vector<Id> ids;
  for (const SyncRun& run : runs) ids.push_back(run.id);
  return ids;
}

class SyncRunTableTest : public TableTest {
 protected:
  void Insert(const SyncRun& run, Id organisation = kHere) { runs_.Insert(organisation, run); }

  std::vector<std::pair<Id, int>> Absences(Id source = 1, Id organisation = kHere) {
    std::vector<std::pair<Id, int>> absences;
    for (const auto& absence : runs_.OpenAbsences(organisation, source)) {
      absences.push_back({absence.engagement_id, absence.runs});
    }
    std::sort(absences.begin(), absences.end());
    return absences;
  }

  mysql::MysqlSyncRunTable runs_{session_};
};

TEST_F(SyncRunTableTest, ARunComesBackAsItWasWritten) {
  SyncRun run = Sample(7, 3, SyncRunState::kHeld);
  run.origin = SyncOrigin::kDropFolder;
  run.previous_effective = kDay - 30;
  run.file_name = "personal \"åäö\".csv";
  run.file_time = kNow - absl::Hours(2);
  run.previous_file_time = kNow - absl::Hours(26);
  run.content_hash = kContent;
  run.mapping = "kolumn = 'Ö'";
  run.upload_id = 99;
  run.leavers = 12;
  run.decide_time = kNow + absl::Hours(1);
  run.decided_by = "Åsa på HR";
  run.counts = DifferentCounts();
  run.hold_reasons = {{"MANY_LEAVERS", "412 av 600 \"slutar\""}, {"OLD_FILE", "gammal\nfil"}};
  run.hold_reasons[0].figures = {.part = 412, .whole = 600, .max_percent = 10, .units = {{"5001", "Å", 4, 6}}};
  run.approvable = false;
  run.conflicts = {{"SHARED_EMAIL", {1, ~Id{0}}, "två"}};
  run.problem_count = 5000;
  run.problems = {{RowProblem::Severity::kWarning, "fil.csv", 3, "Kön", "BAD", "19800101-****", "fel"},
                  {RowProblem::Severity::kError, "", 4, "", "CUT", "\xc3", "avklippt"}};
  Insert(run);

  const SyncRun read = runs_.Find(kHere, 7).value();
  EXPECT_EQ(read.source_id, 1u);
  EXPECT_EQ(read.state, SyncRunState::kHeld);
  EXPECT_EQ(read.origin, SyncOrigin::kDropFolder);
  EXPECT_EQ(read.sequence, 3u);
  EXPECT_EQ(read.effective, run.effective);
  EXPECT_EQ(read.previous_effective, run.previous_effective);
  EXPECT_EQ(read.file_name, run.file_name);
  EXPECT_EQ(read.file_time, run.file_time);
  EXPECT_EQ(read.previous_file_time, run.previous_file_time);
  EXPECT_EQ(read.content_hash, kContent);
  EXPECT_EQ(read.mapping, run.mapping);
  EXPECT_EQ(read.upload_id, 99u);
  EXPECT_EQ(read.leavers, 12);
  EXPECT_EQ(read.create_time, kNow);
  EXPECT_EQ(read.decide_time, run.decide_time);
  EXPECT_EQ(read.decided_by, run.decided_by);
  EXPECT_EQ(read.counts, run.counts);
  ASSERT_EQ(read.hold_reasons.size(), 2u);
  EXPECT_EQ(read.hold_reasons[0].reason, "MANY_LEAVERS");
  EXPECT_EQ(read.hold_reasons[0].message, run.hold_reasons[0].message);
  const HoldFigures& figures = read.hold_reasons[0].figures;
  EXPECT_EQ(figures.part, 412);
  EXPECT_EQ(figures.max_percent, 10);
  ASSERT_EQ(figures.units.size(), 1u);
  EXPECT_EQ(figures.units[0].name, "Å");
  EXPECT_EQ(figures.units[0].people, 6);
  EXPECT_FALSE(read.approvable);
  ASSERT_EQ(read.conflicts.size(), 1u);
  EXPECT_THAT(read.conflicts[0].person_ids, ElementsAre(1, ~Id{0}));
  EXPECT_EQ(read.problem_count, 5000);
  ASSERT_EQ(read.problems.size(), 2u);
  EXPECT_EQ(read.problems[0].severity, RowProblem::Severity::kWarning);
  EXPECT_EQ(read.problems[0].line, 3);
  EXPECT_EQ(read.problems[0].column, "Kön");
  EXPECT_EQ(read.problems[0].found, "19800101-****");
  EXPECT_EQ(read.problems[1].message, "avklippt") << "though half a letter was found";
  EXPECT_FALSE(runs_.Find(kElsewhere, 7));
}

TEST_F(SyncRunTableTest, WhatARunLacksComesBackAsLacking) {
  Insert(Sample(7));
  const SyncRun read = runs_.Find(kHere, 7).value();
  EXPECT_EQ(read.sequence, 0u);
  EXPECT_FALSE(read.previous_effective);
  EXPECT_EQ(read.file_time, absl::InfinitePast());
  EXPECT_EQ(read.previous_file_time, absl::InfinitePast());
  EXPECT_EQ(read.content_hash, "");
  EXPECT_EQ(read.upload_id, kNoId);
  EXPECT_EQ(read.decide_time, absl::InfinitePast());
  EXPECT_TRUE(read.approvable);
}

TEST_F(SyncRunTableTest, WhatBecameOfARunIsUpdated) {
  Insert(Sample(7, 0, SyncRunState::kHeld));
  Insert(Sample(7, 0, SyncRunState::kHeld), kElsewhere);
  SyncRun run = Sample(7, 4);
  run.decided_by = "HR";
  run.counts.joins = 3;
  runs_.Update(kHere, run);
  EXPECT_EQ(runs_.Find(kHere, 7)->state, SyncRunState::kApplied);
  EXPECT_EQ(runs_.Find(kHere, 7)->sequence, 4u);
  EXPECT_EQ(runs_.Find(kHere, 7)->decided_by, "HR");
  EXPECT_EQ(runs_.Find(kHere, 7)->counts.joins, 3);
  EXPECT_EQ(runs_.Find(kElsewhere, 7)->state, SyncRunState::kHeld);
}

TEST_F(SyncRunTableTest, ListsComeInPagesTheNewestFirst) {
  for (Id id = 1; id <= 4; ++id) Insert(Sample(id, id));
  Insert(Sample(5, 0, SyncRunState::kHeld));
  Insert(Sample(6, 1, SyncRunState::kApplied, 2));
  Insert(Sample(7, 1), kElsewhere);
  EXPECT_THAT(IdsOf(runs_.List(kHere, {.limit = 3})), ElementsAre(6, 5, 4));
  EXPECT_THAT(IdsOf(runs_.List(kHere, {.before = 4, .limit = 3})), ElementsAre(3, 2, 1));
  EXPECT_THAT(IdsOf(runs_.List(kHere, {.source_id = 1, .limit = 2})), ElementsAre(5, 4));
  EXPECT_THAT(IdsOf(runs_.List(kHere, {.state = SyncRunState::kHeld, .limit = 9})), ElementsAre(5));
}

TEST_F(SyncRunTableTest, TheOrderInWhichRunsWereAppliedIsKeptWhenSomeAreTakenBack) {
  EXPECT_EQ(runs_.LastSequence(kHere, 1), 0u);
  Insert(Sample(1, 1));
  Insert(Sample(2, 3));
  Insert(Sample(3, 2));
  Insert(Sample(4, 4, SyncRunState::kReverted));
  Insert(Sample(5, 0, SyncRunState::kHeld));
  Insert(Sample(6, 9, SyncRunState::kApplied, 2));
  EXPECT_THAT(IdsOf(runs_.AppliedAfter(kHere, 1, 1)), ElementsAre(2, 3));
  EXPECT_THAT(IdsOf(runs_.AppliedAfter(kHere, 1, 3)), IsEmpty());
  EXPECT_THAT(IdsOf(runs_.AppliedAfter(kElsewhere, 1, 0)), IsEmpty());
  EXPECT_EQ(runs_.LastSequence(kHere, 1), 4u);
  EXPECT_EQ(runs_.LastAppliedSequence(kHere, 1), 3u);
  EXPECT_EQ(runs_.LastAppliedSequence(kElsewhere, 1), 0u);
}

TEST_F(SyncRunTableTest, TheNewestAppliedRunIsFoundByItsContent) {
  for (const auto& [id, state] : {std::pair(1, SyncRunState::kApplied), std::pair(2, SyncRunState::kApplied),
                                  std::pair(3, SyncRunState::kReverted)}) {
    SyncRun run = Sample(id, id, state);
    run.content_hash = kContent;
    Insert(run);
  }
  Insert(Sample(4, 4));  // without a file
  EXPECT_EQ(runs_.FindByContent(kHere, 1, kContent)->id, 2u);
  EXPECT_FALSE(runs_.FindByContent(kHere, 2, kContent));
  EXPECT_FALSE(runs_.FindByContent(kHere, 1, std::string(16, 'x')));
  EXPECT_FALSE(runs_.FindByContent(kHere, 1, ""));
}

TEST_F(SyncRunTableTest, TheHeldRunIsFound) {
  Insert(Sample(1, 1));
  EXPECT_FALSE(runs_.Held(kHere, 1));
  Insert(Sample(2, 0, SyncRunState::kHeld));
  Insert(Sample(3, 0, SyncRunState::kSuperseded));
  EXPECT_EQ(runs_.Held(kHere, 1)->id, 2u);
  EXPECT_FALSE(runs_.Held(kHere, 2));
}

TEST_F(SyncRunTableTest, TheNextListIsTheFirstAfterTheDay) {
  Insert(Sample(5, 1));
  Insert(Sample(9, 2));
  Insert(Sample(7, 3, SyncRunState::kReverted));
  EXPECT_EQ(runs_.NextEffective(kHere, 1, kDay), kDay + 5);
  EXPECT_EQ(runs_.NextEffective(kHere, 1, kDay + 5), kDay + 9);
  EXPECT_EQ(runs_.NextEffective(kHere, 1, kDay + 9), std::nullopt);
}

TEST_F(SyncRunTableTest, LeaversAreSummedSinceTheRunsWereApplied) {
  for (Id id = 1; id <= 4; ++id) {
    SyncRun run = Sample(id, id, id == 4 ? SyncRunState::kReverted : SyncRunState::kApplied);
    run.leavers = static_cast<int>(id) * 10;
    run.create_time = kNow - absl::Hours(24) * 10;
    run.decide_time = kNow - absl::Hours(24) * static_cast<int>(id);
    Insert(run);
  }
  EXPECT_EQ(runs_.LeaversSince(kHere, 1, kNow - absl::Hours(48)), 30) << "held for a week, applied lately";
  EXPECT_EQ(runs_.LeaversSince(kHere, 1, kNow - absl::Hours(240)), 60);
  EXPECT_EQ(runs_.LeaversSince(kHere, 1, kNow), 0);
  EXPECT_EQ(runs_.LeaversSince(kElsewhere, 1, kNow - absl::Hours(240)), 0);
}

TEST_F(SyncRunTableTest, ChangesComeBackInTheOrderInWhichTheyWereMade) {
  Insert(Sample(7, 1));
  Insert(Sample(8, 2));
  EXPECT_EQ(runs_.CountChanges(kHere, 7), 0);
  runs_.InsertChanges(
      kHere, 7, 0,
      {{SyncChangeKind::kJoin, 3, 30, std::nullopt, 31, std::nullopt},
       {SyncChangeKind::kMove, 4, 40, EndedVersion{41, kNoEnd, true}, 42, EndedVersion{43, kDay, false}}});
  runs_.InsertChanges(
      kHere, 7, 2,
      {{SyncChangeKind::kLeave, 5, kNoId, EndedVersion{50, kDay + 1, true}, kNoId, std::nullopt}});
  runs_.InsertChanges(kHere, 8, 0, {{SyncChangeKind::kContinue, 6, 60, std::nullopt, kNoId, std::nullopt}});

  EXPECT_EQ(runs_.CountChanges(kHere, 7), 3);
  EXPECT_EQ(runs_.CountChanges(kElsewhere, 7), 0);
  const std::vector<SyncChange> first = runs_.Changes(kHere, 7, 0, 2);
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first[0].kind, SyncChangeKind::kJoin);
  EXPECT_EQ(first[0].person_id, 3u);
  EXPECT_EQ(first[0].engagement_id, 30u);
  EXPECT_EQ(first[0].attributes_id, 31u);
  EXPECT_FALSE(first[0].ended);
  EXPECT_FALSE(first[0].ended_attributes);
  EXPECT_EQ(first[1].ended->id, 41u);
  EXPECT_EQ(first[1].ended->valid_to, kNoEnd);
  EXPECT_TRUE(first[1].ended->is_current);
  EXPECT_EQ(first[1].ended_attributes->id, 43u);
  EXPECT_EQ(first[1].ended_attributes->valid_to, kDay);
  EXPECT_FALSE(first[1].ended_attributes->is_current);
  const std::vector<SyncChange> rest = runs_.Changes(kHere, 7, 2, 9);
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(rest[0].kind, SyncChangeKind::kLeave);
  EXPECT_EQ(rest[0].engagement_id, kNoId);
  EXPECT_EQ(runs_.Changes(kHere, 8, 0, 9)[0].kind, SyncChangeKind::kContinue);
}

TEST_F(SyncRunTableTest, AbsencesAreCountedUntilTheyEnd) {
  for (Id id = 1; id <= 4; ++id) Insert(Sample(id, id));
  Insert(Sample(5, 1, SyncRunState::kApplied, 2));
  Insert(Sample(1, 1), kElsewhere);
  runs_.InsertAbsences(kHere, 1, {10, 11});
  runs_.InsertAbsences(kHere, 2, {11, 10});
  runs_.InsertAbsences(kHere, 5, {12});
  runs_.InsertAbsences(kElsewhere, 1, {10});
  EXPECT_THAT(Absences(), ElementsAre(std::pair(10, 2), std::pair(11, 2)));
  EXPECT_THAT(Absences(2), ElementsAre(std::pair(12, 1)));
  runs_.EndAbsences(kHere, 3, {10});
  EXPECT_THAT(Absences(), ElementsAre(std::pair(11, 2)));
  runs_.InsertAbsences(kHere, 4, {10});
  EXPECT_THAT(Absences(), ElementsAre(std::pair(10, 1), std::pair(11, 2))) << "the count begins anew";

  runs_.ForgetAbsences(kHere, 4);
  runs_.ForgetAbsences(kHere, 3);
  runs_.ForgetAbsences(kHere, 2);
  EXPECT_THAT(Absences(), ElementsAre(std::pair(10, 1), std::pair(11, 1))) << "as before those runs";
  EXPECT_THAT(Absences(1, kElsewhere), ElementsAre(std::pair(10, 1)));
}


// More than are read at a time.
TEST_F(SyncRunTableTest, HashesAreReplacedInTheFileAndInWhatIsSaidOfEachRun) {
  constexpr Id kCount = 101;
  for (Id id = 1; id <= kCount; ++id) {
    SyncRun run = Sample(id, id);
    if (id != 2) run.content_hash = kContent;
    run.conflicts = {{"KEY_TAKEN_OVER", {1}, "h:key"}};
    Insert(run);
    Insert(run, kElsewhere);
  }
  const auto reversed = [](const std::string& hash) { return std::string(hash.rbegin(), hash.rend()); };
  const auto renamed = [](const std::string& text) { return absl::StrReplaceAll(text, {{"h:key", "h:other"}}); };
  runs_.ReplaceHashes(kHere, reversed, renamed);
  for (Id id = 1; id <= kCount; ++id) {
    const SyncRun run = runs_.Find(kHere, id).value(), other = runs_.Find(kElsewhere, id).value();
    ASSERT_EQ(run.content_hash, id == 2 ? "" : reversed(kContent));
    ASSERT_EQ(run.conflicts[0].message, "h:other");
    ASSERT_EQ(run.sequence, id);
    ASSERT_EQ(other.content_hash, id == 2 ? "" : kContent);
    ASSERT_EQ(other.conflicts[0].message, "h:key");
  }
}

}  // namespace
}  // namespace nanolearn::testing
