#include "service/domain/staff_replay.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/unit/domain/roster_model.h"

namespace nanolearn {
namespace {

constexpr int kDays = 30;

TEST(StaffReplay, ChangesTheDaysUpToTheNextListAndNoOthers) {
  RosterModel model;
  model.Sync({Stated("a", 1, 10)}, Day(0));
  model.Sync({Stated("a", 1, 10), Stated("b", 2, 10)}, Day(10));
  const SyncCounts counts = model.Replay({Stated("a", 1, 11)}, {Day(5), Day(10)}).counts;
  EXPECT_EQ(counts.moves, 1);
  EXPECT_EQ(model.On(Day(4)), RosterOf({Stated("a", 1, 10)}, Day(4)));
  EXPECT_EQ(model.On(Day(5)), RosterOf({Stated("a", 1, 11)}, Day(5)));
  EXPECT_EQ(model.On(Day(9)), RosterOf({Stated("a", 1, 11)}, Day(9)));
  EXPECT_EQ(model.On(Day(10)), RosterOf({Stated("a", 1, 10), Stated("b", 2, 10)}, Day(10)));
}

// Every list counts for its day and the days after it, up to the next day for which there is a list.
class Lists {
 public:
  void Put(Date day, std::vector<StatedEngagement> list) { by_day_[day] = std::move(list); }
  const std::vector<StatedEngagement>& On(Date day) const {
    static const auto* const kNobody = new std::vector<StatedEngagement>();
    const auto next = by_day_.upper_bound(day);
    return next == by_day_.begin() ? *kNobody : std::prev(next)->second;
  }
  Date After(Date day) const { return by_day_.upper_bound(day)->first; }
  Date last() const { return by_day_.rbegin()->first; }
  const std::vector<StatedEngagement>& newest() const { return by_day_.rbegin()->second; }

 private:
  std::map<Date, std::vector<StatedEngagement>> by_day_;
};

void ExpectRosters(const RosterModel& model, const Lists& lists) {
  for (int day = 0; day < kDays; ++day) {
    EXPECT_EQ(model.On(Day(day)), RosterOf(lists.On(Day(day)), Day(day))) << FormatDate(Day(day));
    EXPECT_EQ(model.NamesOn(Day(day)), NamesOf(lists.On(Day(day)))) << FormatDate(Day(day));
  }
}

TEST(StaffReplay, OfRandomListsInAnyOrderGivesEachDayItsListAndTakenBackItIsAsBefore) {
  for (int seed = 1; seed <= 300 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    RosterModel model;
    Lists lists;
    lists.Put(Day(0), RandomList(random, {}, kDays));
    model.Sync(lists.newest(), Day(0));
    for (int run = 0; run < 8; ++run) {
      SCOPED_TRACE(absl::StrCat("run ", run));
      const Date day = Day(random.Below(kDays));
      const Lists before = lists;
      lists.Put(day, RandomList(random, lists.On(day), kDays));
      const bool is_past = day < before.last();
      const RosterModel::Run done =
          is_past ? model.Replay(lists.On(day), {day, lists.After(day)}) : model.Sync(lists.On(day), day);
      ExpectRosters(model, lists);
      EXPECT_EQ(model.Current().size(), lists.newest().size()) << "what the source says now is as it was";
      if (random.Chance(30)) {
        model.TakeBack(done);
        lists = before;
        ExpectRosters(model, lists);
        EXPECT_EQ(model.Current().size(), lists.newest().size());
      }
    }
    // The newest list has nothing to say.
    EXPECT_EQ(model.Sync(lists.newest(), lists.last()).counts,
              (SyncCounts{.engagements_unchanged = static_cast<int>(lists.newest().size())}));
  }
}

}  // namespace
}  // namespace nanolearn
