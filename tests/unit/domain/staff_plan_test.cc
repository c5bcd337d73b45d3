#include "service/domain/staff_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kDays = 40;

// Who is where on one day, in an order that can be compared: key, person, unit, kind, role.
using Entry = std::tuple<std::string, Id, Id, EngagementKind, std::string>;
using Roster = std::multiset<Entry>;

Entry EntryOf(const std::string& key, Id person_id, const EngagementFacts& facts) {
  return {key, person_id, facts.unit_id, facts.kind, facts.role};
}

StatedEngagement Stated(const std::string& key, Id person_id, Id unit_id, DateRange period = {}) {
  return {person_id, key, {.unit_id = unit_id, .period = period}};
}

// What a file says of one day.
Roster RosterOf(const std::vector<StatedEngagement>& stated, Date day) {
  Roster roster;
  for (const StatedEngagement& s : stated) {
    if (s.facts.period.from <= day && day < s.facts.period.to) {
      roster.insert(EntryOf(s.source_key, s.person_id, s.facts));
    }
  }
  return roster;
}

// A store of one source's engagements that does what EngagementTable promises.
class Store {
 public:
  StaffPlan Sync(const std::vector<StatedEngagement>& stated, Date effective) {
    StaffPlan plan = PlanStaff(Current(), stated, effective);
    for (const StaffPlan::End& end : plan.ends) Apply(end);
    for (const auto* list : {&plan.added, &plan.changed}) {
      for (const StatedEngagement& s : *list) {
        rows_.push_back(
            {next_id_, s.person_id, 1, s.source_key, s.facts, ValidFrom(s.facts.period, effective)});
        current_.insert(next_id_++);
      }
    }
    return plan;
  }

  std::vector<Engagement> Current() const {
    std::vector<Engagement> current;
    for (const Engagement& row : rows_) {
      if (current_.contains(row.id)) current.push_back(row);
    }
    return current;
  }

  Roster On(Date day) const {
    Roster roster;
    for (const Engagement& row : rows_) {
      if (row.valid.Contains(day)) roster.insert(EntryOf(row.source_key, row.person_id, row.facts));
    }
    return roster;
  }

  const std::vector<Engagement>& rows() const { return rows_; }

 private:
  void Apply(const StaffPlan::End& end) {
    EXPECT_EQ(current_.erase(end.id), 1) << "an end names a current engagement, once";
    for (Engagement& row : rows_) {
      if (row.id != end.id) continue;
      EXPECT_LE(end.to, row.valid.to) << "an end only shortens";
      EXPECT_GE(end.to, row.valid.from) << "and never turns a range around";
      row.valid.to = end.to;
    }
  }

  Id next_id_ = 1;
  std::vector<Engagement> rows_;
  std::set<Id> current_;
};

TEST(StaffPlan, HoldsAStatementFromItsDayOn) {
  EXPECT_EQ(ValidFrom({Day(0), Day(9)}, Day(3)), (DateRange{Day(3), Day(9)}));
  EXPECT_EQ(ValidFrom({Day(5), kNoEnd}, Day(3)), (DateRange{Day(5), kNoEnd}));
  EXPECT_EQ(ValidFrom({Day(0), Day(3)}, Day(3)), (DateRange{Day(3), Day(3)}));
  EXPECT_EQ(ValidFrom({Day(0), Day(1)}, Day(3)), (DateRange{Day(3), Day(3)}));
}

TEST(StaffPlan, TellsAddedChangedGoneAndUnchangedApart) {
  Store store;
  store.Sync({Stated("a", 1, 10), Stated("b", 2, 10), Stated("c", 3, 10)}, Day(0));
  const StaffPlan plan = store.Sync({Stated("d", 4, 10), Stated("b", 2, 11), Stated("a", 1, 10)}, Day(5));
  EXPECT_EQ(plan.unchanged, 1);
  EXPECT_EQ(plan.gone, 1);
  ASSERT_THAT(plan.changed, SizeIs(1));
  EXPECT_EQ(plan.changed[0].source_key, "b");
  ASSERT_THAT(plan.added, SizeIs(1));
  EXPECT_EQ(plan.added[0].source_key, "d");
  EXPECT_THAT(plan.ends, SizeIs(2));
}

TEST(StaffPlan, MovesAPersonOnTheDayOfTheFile) {
  Store store;
  store.Sync({Stated("a", 1, 10)}, Day(0));
  store.Sync({Stated("a", 1, 11)}, Day(5));
  EXPECT_EQ(store.On(Day(4)), RosterOf({Stated("a", 1, 10)}, Day(4)));
  EXPECT_EQ(store.On(Day(5)), RosterOf({Stated("a", 1, 11)}, Day(5)));
}

TEST(StaffPlan, EndsALeaverWithoutForgettingThem) {
  Store store;
  store.Sync({Stated("a", 1, 10)}, Day(0));
  store.Sync({}, Day(5));
  EXPECT_THAT(store.On(Day(4)), SizeIs(1));
  EXPECT_THAT(store.On(Day(5)), IsEmpty());
  EXPECT_THAT(store.Current(), IsEmpty());
}

TEST(StaffPlan, TakesSomebodyWhoReturnsAsAdded) {
  Store store;
  store.Sync({Stated("a", 1, 10)}, Day(0));
  store.Sync({}, Day(5));
  const StaffPlan plan = store.Sync({Stated("a", 1, 10)}, Day(9));
  EXPECT_THAT(plan.added, SizeIs(1));
  EXPECT_THAT(store.On(Day(7)), IsEmpty());
  EXPECT_THAT(store.On(Day(9)), SizeIs(1));
}

TEST(StaffPlan, LeavesAnEmptyRangeOfWhatNeverCameToHold) {
  Store store;
  store.Sync({Stated("a", 1, 10, {Day(8), kNoEnd})}, Day(0));  // begins on day 8
  const StaffPlan plan = store.Sync({}, Day(5));
  ASSERT_THAT(plan.ends, SizeIs(1));
  EXPECT_EQ(plan.ends[0].to, Day(8));
  EXPECT_TRUE(store.rows()[0].valid.empty());
}

TEST(StaffPlan, DoesNotProlongWhatHadEndedByItself) {
  Store store;
  store.Sync({Stated("a", 1, 10, {kFirstDate, Day(3)})}, Day(0));
  const StaffPlan plan = store.Sync({}, Day(5));
  ASSERT_THAT(plan.ends, SizeIs(1));
  EXPECT_EQ(plan.ends[0].to, Day(3));
}

TEST(StaffPlan, TakesAnotherFileForTheSameDayInstead) {
  Store store;
  store.Sync({Stated("a", 1, 10)}, Day(0));
  store.Sync({Stated("a", 1, 11)}, Day(5));
  store.Sync({Stated("a", 1, 12)}, Day(5));
  EXPECT_EQ(store.On(Day(4)), RosterOf({Stated("a", 1, 10)}, Day(4)));
  EXPECT_EQ(store.On(Day(5)), RosterOf({Stated("a", 1, 12)}, Day(5)));
}

TEST(StaffPlan, SeesThatAKeyHasPassedToAnotherPerson) {
  Store store;
  store.Sync({Stated("a", 1, 10)}, Day(0));
  const StaffPlan plan = store.Sync({Stated("a", 2, 10)}, Day(5));
  EXPECT_THAT(plan.changed, SizeIs(1));
  EXPECT_EQ(store.On(Day(5)), RosterOf({Stated("a", 2, 10)}, Day(5)));
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
    Store store;
    store.Sync({before}, Day(0));
    EXPECT_THAT(store.Sync({stated}, Day(1)).changed, SizeIs(1));
  }
}

DateRange RandomPeriod(Random& random) {
  DateRange period;
  if (random.Chance(40)) period.from = Day(random.Below(kDays));
  if (random.Chance(30)) period.to = Day(random.Below(kDays));  // now and then before it begins
  return period;
}

// Few people and units, so that much stays the same from file to file.
std::vector<StatedEngagement> RandomFile(Random& random, const std::vector<StatedEngagement>& last) {
  std::vector<StatedEngagement> file;
  for (const StatedEngagement& stated : last) {
    if (random.Chance(60)) file.push_back(stated);
  }
  std::set<std::string> keys;
  for (const StatedEngagement& stated : file) keys.insert(stated.source_key);
  for (int i = 0; i < 8; ++i) {
    const std::string key = absl::StrCat("k", random.Below(12));
    if (!keys.insert(key).second) continue;
    file.push_back(Stated(key, 1 + random.Below(4), 10 + random.Below(3), RandomPeriod(random)));
    file.back().facts.kind = static_cast<EngagementKind>(random.Below(4));
    file.back().facts.role = random.Chance(50) ? "" : "R";
  }
  random.Shuffle(file);
  return file;
}

void ExpectNothingPlanned(const StaffPlan& plan, size_t unchanged) {
  EXPECT_TRUE(plan.ends.empty() && plan.added.empty() && plan.changed.empty());
  EXPECT_EQ(plan.gone, 0);
  EXPECT_EQ(plan.unchanged, static_cast<int>(unchanged));
}

TEST(StaffPlan, MakesTheRosterWhatTheFileSaysFromItsDayOnAndLeavesTheDaysBefore) {
  for (int seed = 1; seed <= 300 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const auto before = RandomFile(random, {});
    const auto file = RandomFile(random, before);
    const int first = random.Below(kDays), effective = first + random.Below(kDays - first);
    Store store;
    store.Sync(before, Day(first));
    std::vector<Roster> table;
    for (int day = 0; day < kDays; ++day) {
      table.push_back(day < effective ? store.On(Day(day)) : RosterOf(file, Day(day)));
    }
    const StaffPlan plan = store.Sync(file, Day(effective));
    for (int day = 0; day < kDays; ++day) EXPECT_EQ(store.On(Day(day)), table[day]) << FormatDate(Day(day));
    EXPECT_EQ(plan.added.size() + plan.changed.size() + plan.unchanged, file.size());
    EXPECT_EQ(plan.ends.size(), plan.changed.size() + plan.gone);
    ExpectNothingPlanned(PlanStaff(store.Current(), file, Day(effective)), file.size());
  }
}

TEST(StaffPlan, GivesEachDayTheRosterOfTheLastFileForItOrBefore) {
  for (int seed = 1; seed <= 150 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    Store store;
    std::vector<Roster> table(kDays);
    std::vector<StatedEngagement> file;
    for (int run = 0, effective = 0; run < 10; ++run) {
      SCOPED_TRACE(absl::StrCat("run ", run));
      if (random.Chance(60)) effective = std::min(kDays - 1, effective + 1 + random.Below(8));
      file = RandomFile(random, file);
      for (int day = effective; day < kDays; ++day) table[day] = RosterOf(file, Day(day));
      store.Sync(file, Day(effective));
      for (int day = 0; day < kDays; ++day) EXPECT_EQ(store.On(Day(day)), table[day]) << FormatDate(Day(day));
      EXPECT_EQ(store.Current().size(), file.size());
      // The same file on a later day has nothing to say either.
      ExpectNothingPlanned(PlanStaff(store.Current(), file, Day(effective)), file.size());
      ExpectNothingPlanned(PlanStaff(store.Current(), file, Day(kDays)), file.size());
    }
  }
}

}  // namespace
}  // namespace nanolearn
