#include "service/domain/staff_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/domain/roster_model.h"

namespace nanolearn {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kDays = 40;

TEST(StaffPlan, HoldsAStatementFromItsDayOn) {
  EXPECT_EQ(ValidFrom({Day(0), Day(9)}, Day(3)), (DateRange{Day(3), Day(9)}));
  EXPECT_EQ(ValidFrom({Day(5), kNoEnd}, Day(3)), (DateRange{Day(5), kNoEnd}));
  EXPECT_EQ(ValidFrom({Day(0), Day(3)}, Day(3)), (DateRange{Day(3), Day(3)}));
  EXPECT_EQ(ValidFrom({Day(0), Day(1)}, Day(3)), (DateRange{Day(3), Day(3)}));
}

TEST(StaffPlan, TellsJoinersMoversLeaversAndThoseWhoStayApart) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10), Stated("b", 2, 10), Stated("c", 3, 10)}, Day(0));
  const SyncCounts counts =
      model.Sync({Stated("d", 4, 10), Stated("b", 2, 11), Stated("a", 1, 10)}, Day(5)).counts;
  EXPECT_EQ(counts.joins, 1);
  EXPECT_EQ(counts.moves, 1);
  EXPECT_EQ(counts.leaves, 1);
  EXPECT_EQ(counts.engagements_unchanged, 1);
  EXPECT_EQ(counts.engagements_added, 1);
  EXPECT_EQ(counts.engagements_changed, 1);
  EXPECT_EQ(counts.engagements_ended, 1);
}

TEST(StaffPlan, TellsASecondEngagementFromAJoinerAndItsEndFromALeaver) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10)}, Day(0));
  const SyncCounts second = model.Sync({Stated("a", 1, 10), Stated("b", 1, 11)}, Day(1)).counts;
  EXPECT_EQ(second.additions, 1);
  EXPECT_EQ(second.joins, 0);
  const SyncCounts ended = model.Sync({Stated("a", 1, 10)}, Day(2)).counts;
  EXPECT_EQ(ended.ends, 1);
  EXPECT_EQ(ended.leaves, 0);
}

TEST(StaffPlan, TakesAnotherKeyOfTheSamePersonAsAChange) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10)}, Day(0));
  const SyncCounts counts = model.Sync({Stated("b", 1, 10)}, Day(1)).counts;
  EXPECT_EQ(counts.changes, 1);
  EXPECT_EQ(counts.joins + counts.leaves + counts.additions + counts.ends, 0);
}

TEST(StaffPlan, MovesAPersonOnTheDayOfTheFile) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10)}, Day(0));
  model.Sync({Stated("a", 1, 11)}, Day(5));
  EXPECT_EQ(model.On(Day(4)), RosterOf({Stated("a", 1, 10)}, Day(4)));
  EXPECT_EQ(model.On(Day(5)), RosterOf({Stated("a", 1, 11)}, Day(5)));
}

TEST(StaffPlan, EndsALeaverWithoutForgettingThem) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10)}, Day(0));
  model.Sync({}, Day(5));
  EXPECT_THAT(model.On(Day(4)), SizeIs(1));
  EXPECT_THAT(model.NamesOn(Day(4)), SizeIs(1));
  EXPECT_THAT(model.On(Day(5)), IsEmpty());
  EXPECT_THAT(model.NamesOn(Day(5)), IsEmpty());
  EXPECT_THAT(model.Current(), IsEmpty());
}

TEST(StaffPlan, TakesSomebodyWhoComesBackAsAReturn) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10)}, Day(0));
  model.Sync({}, Day(5));
  const SyncCounts counts = model.Sync({Stated("a", 1, 10)}, Day(9)).counts;
  EXPECT_EQ(counts.returns, 1);
  EXPECT_EQ(counts.joins, 0);
  EXPECT_THAT(model.On(Day(7)), IsEmpty());
  EXPECT_THAT(model.On(Day(9)), SizeIs(1));
}

TEST(StaffPlan, LeavesAnEmptyRangeOfWhatNeverCameToHold) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10, {Day(8), kNoEnd})}, Day(0));  // begins on day 8
  model.Sync({}, Day(5));
  EXPECT_EQ(model.rows()[0].valid.to, Day(8));
  EXPECT_TRUE(model.rows()[0].valid.empty());
}

TEST(StaffPlan, DoesNotProlongWhatHadEndedByItself) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10, {kFirstDate, Day(3)})}, Day(0));
  model.Sync({}, Day(5));
  EXPECT_EQ(model.rows()[0].valid.to, Day(3));
}

TEST(StaffPlan, TakesAnotherFileForTheSameDayInstead) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10)}, Day(0));
  model.Sync({Stated("a", 1, 11)}, Day(5));
  model.Sync({Stated("a", 1, 12)}, Day(5));
  EXPECT_EQ(model.On(Day(4)), RosterOf({Stated("a", 1, 10)}, Day(4)));
  EXPECT_EQ(model.On(Day(5)), RosterOf({Stated("a", 1, 12)}, Day(5)));
}

TEST(StaffPlan, SeesThatAKeyHasPassedToAnotherPersonAndKeepsTheTwoApart) {
  const std::vector<Engagement> current = {
      {.id = 1, .person_id = 1, .source_key = "a", .facts = {.unit_id = 10}}};
  const std::vector<StatedEngagement> stated = {Stated("a", 2, 10)};
  // Not even an engagement that is to be kept keeps its key.
  const StaffPlan plan = PlanStaff(current, stated, {1}, {});
  ASSERT_THAT(plan.taken_over, SizeIs(1));
  ASSERT_THAT(plan.steps, SizeIs(2));
  EXPECT_EQ(plan.steps[0].kind, SyncChangeKind::kLeave);
  EXPECT_EQ(plan.steps[1].kind, SyncChangeKind::kJoin);
}

TEST(StaffPlan, SeesAChangeOfEveryFact) {
  const StatedEngagement before = Stated("a", 1, 10);
  std::vector<StatedEngagement> after(7, before);
  after[0].facts.kind = EngagementKind::kMandate;
  after[1].facts.unit_id = 11;
  after[2].facts.role = "Ersättare";
  after[3].facts.has_computer = true;
  after[4].facts.manager_key = "m";
  after[5].facts.period.to = Day(9);
  after[6].facts.leave = {Day(3), Day(4)};
  for (const StatedEngagement& stated : after) {
    RosterModel model;
    model.Sync({before}, Day(0));
    EXPECT_EQ(model.Sync({stated}, Day(1)).counts.engagements_changed, 1);
  }
}

TEST(StaffPlan, TakesANewNameAsAChangeOfThePersonAlone) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10)}, Day(0));
  StatedEngagement renamed = Stated("a", 1, 10);
  renamed.attributes.given_name = "Ny";
  const SyncCounts counts = model.Sync({renamed}, Day(5)).counts;
  EXPECT_EQ(counts.changes, 1);
  EXPECT_EQ(counts.engagements_changed, 0);
  EXPECT_EQ(counts.engagements_unchanged, 1);
  EXPECT_EQ(model.NamesOn(Day(4)), (Names{{1, "P1", false}}));
  EXPECT_EQ(model.NamesOn(Day(5)), (Names{{1, "Ny", false}}));
}

// A rotation of the installation's keys gives hashed keys another order.
TEST(StaffPlan, TheFirstEngagementSpeaksOfThoseWithHashedKeysWhateverTheirHashes) {
  for (const auto& [earlier_key, later_key] : {std::pair("h:0a", "h:ff"), std::pair("h:ff", "h:0a")}) {
    StatedEngagement earlier = Stated(earlier_key, 1, 10), later = Stated(later_key, 1, 10);
    earlier.facts.period.from = Day(0);
    later.facts.period.from = Day(1);
    earlier.attributes.email = "earlier@alvnas.example";
    later.attributes.email = "later@alvnas.example";
    EXPECT_EQ(SpokenAttributes({later, earlier}).at(1).email, "earlier@alvnas.example");
  }
  StatedEngagement a = Stated("a", 1, 10), b = Stated("b", 1, 10);
  b.facts.period.from = Day(-9);
  b.attributes.email = "b@alvnas.example";
  EXPECT_EQ(SpokenAttributes({b, a}).at(1).email, a.attributes.email) << "a source's own keys are of an order";
}

TEST(StaffPlan, LetsWhatIsKeptGoOnWithItsName) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10), Stated("b", 2, 10)}, Day(0));
  const SyncCounts counts = model.Sync({Stated("b", 2, 10)}, Day(5), {model.Current()[0].id}).counts;
  EXPECT_EQ(counts.leaves, 0);
  EXPECT_EQ(counts.engagements_unchanged, 2);
  EXPECT_THAT(model.On(Day(5)), SizeIs(2));
  EXPECT_THAT(model.NamesOn(Day(5)), SizeIs(2));
}

TEST(StaffPlan, CountsAsEarlyLeaversOnlyThoseWhoseTimeWasNotUp) {
  const std::vector<Engagement> current = {
      {.id = 1, .person_id = 1, .source_key = "a", .valid = {Day(0), kNoEnd}},
      {.id = 2, .person_id = 2, .source_key = "b", .valid = {Day(0), Day(5)}},
      {.id = 3, .person_id = 3, .source_key = "c", .valid = {Day(0), Day(5)}},
      {.id = 4, .person_id = 3, .source_key = "d", .valid = {Day(0), Day(9)}}};
  const StaffPlan plan = PlanStaff(current, {}, {}, {});
  const std::vector<Leaver> leavers = EarlyLeavers(plan, Day(5));
  ASSERT_THAT(leavers, SizeIs(2));
  EXPECT_EQ(leavers[0].person_id, 1);
  EXPECT_EQ(leavers[1].person_id, 3);
}

// Somebody with one engagement, and what a list says of it now.
bool IsEarlyLeaver(const DateRange& valid, const DateRange& stated) {
  Engagement engagement{.id = 1, .person_id = 1, .source_key = "a", .valid = valid};
  engagement.facts.period = valid;
  const std::vector<Engagement> current = {engagement};
  const std::vector<StatedEngagement> now = {Stated("a", 1, 0, stated)};
  return !EarlyLeavers(PlanStaff(current, now, {}, {}), Day(5)).empty();
}

TEST(StaffPlan, CountsAsEarlyLeaversAlsoThoseWhomOnlyOtherDatesLetGo) {
  const DateRange open{Day(0), kNoEnd};
  EXPECT_TRUE(IsEarlyLeaver(open, {Day(0), Day(3)})) << "the last day is in the past";
  EXPECT_TRUE(IsEarlyLeaver(open, {Day(400), kNoEnd})) << "the first day is far ahead";
  EXPECT_TRUE(IsEarlyLeaver(open, {Day(0), Day(30)})) << "gone within a month";
  EXPECT_FALSE(IsEarlyLeaver(open, {Day(0), Day(100)})) << "an end that is known in good time";
  EXPECT_FALSE(IsEarlyLeaver({Day(0), Day(30)}, open)) << "prolonged";
  EXPECT_FALSE(IsEarlyLeaver({Day(0), Day(4)}, {Day(0), Day(3)})) << "was gone before";
  EXPECT_FALSE(IsEarlyLeaver(open, {Day(1), kNoEnd}));
}

void ExpectNothing(const SyncCounts& counts, size_t unchanged) {
  EXPECT_EQ(counts, (SyncCounts{.engagements_unchanged = static_cast<int>(unchanged)}));
}

TEST(StaffPlan, MakesTheRosterWhatTheListSaysFromItsDayOnAndTakenBackItIsAsBefore) {
  for (int seed = 1; seed <= 300 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const auto before = RandomList(random, {}, kDays);
    const auto list = RandomList(random, before, kDays);
    const int first = random.Below(kDays), effective = first + random.Below(kDays - first);
    RosterModel model;
    model.Sync(before, Day(first));
    std::vector<Roster> old_rosters;
    std::vector<Names> old_names;
    for (int day = 0; day < kDays; ++day) {
      old_rosters.push_back(model.On(Day(day)));
      old_names.push_back(model.NamesOn(Day(day)));
    }
    const RosterModel::Run run = model.Sync(list, Day(effective));
    for (int day = 0; day < kDays; ++day) {
      const bool is_old = day < effective;
      EXPECT_EQ(model.On(Day(day)), is_old ? old_rosters[day] : RosterOf(list, Day(day)));
      EXPECT_EQ(model.NamesOn(Day(day)), is_old ? old_names[day] : NamesOf(list));
    }
    const SyncCounts& c = run.counts;
    EXPECT_EQ(c.engagements_added + c.engagements_changed + c.engagements_unchanged, list.size());
    EXPECT_EQ(c.engagements_unchanged + c.engagements_changed + c.engagements_ended, before.size());
    ExpectNothing(model.Sync(list, Day(effective)).counts, list.size());
    model.TakeBack(run);
    for (int day = 0; day < kDays; ++day) {
      EXPECT_EQ(model.On(Day(day)), old_rosters[day]);
      EXPECT_EQ(model.NamesOn(Day(day)), old_names[day]);
    }
    ExpectNothing(model.Sync(before, Day(effective)).counts, before.size());
  }
}

TEST(StaffPlan, GivesEachDayTheRosterOfTheLastListForItOrBefore) {
  for (int seed = 1; seed <= 150 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    RosterModel model;
    std::vector<Roster> table(kDays);
    std::vector<Names> names(kDays);
    std::vector<StatedEngagement> list;
    for (int run = 0, effective = 0; run < 10; ++run) {
      SCOPED_TRACE(absl::StrCat("run ", run));
      if (random.Chance(60)) effective = std::min(kDays - 1, effective + 1 + random.Below(8));
      list = RandomList(random, list, kDays);
      for (int day = effective; day < kDays; ++day) {
        table[day] = RosterOf(list, Day(day));
        names[day] = NamesOf(list);
      }
      model.Sync(list, Day(effective));
      for (int day = 0; day < kDays; ++day) {
        EXPECT_EQ(model.On(Day(day)), table[day]) << FormatDate(Day(day));
        EXPECT_EQ(model.NamesOn(Day(day)), names[day]) << FormatDate(Day(day));
      }
      EXPECT_EQ(model.Current().size(), list.size());
      // The same list on a later day has nothing to say either.
      ExpectNothing(model.Sync(list, Day(effective)).counts, list.size());
    }
  }
}

}  // namespace
}  // namespace nanolearn
