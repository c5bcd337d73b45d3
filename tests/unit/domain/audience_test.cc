#include "service/domain/audience.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int kDays = 40;
constexpr int kUnits = 10;
constexpr EngagementKind kEmployment = EngagementKind::kEmployment;
constexpr EngagementKind kMandate = EngagementKind::kMandate;

Engagement In(Id unit_id, DateRange valid = {}, EngagementKind kind = kEmployment,
              bool has_computer = false) {
  return {.person_id = 1,
          .facts = {.kind = kind, .unit_id = unit_id, .has_computer = has_computer},
          .valid = valid};
}

// R > A > A1, and B beside A.
std::vector<UnitVersion> SmallTree() {
  return {MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1), MakeUnit(3, "A1", 2), MakeUnit(4, "B", 1)};
}

TEST(JoinRanges, JoinsWhatOverlapsOrTouchesAndLeavesOutWhatIsEmpty) {
  EXPECT_THAT(JoinRanges({}), IsEmpty());
  EXPECT_THAT(JoinRanges({{Day(5), Day(5)}, {Day(9), Day(3)}}), IsEmpty());
  EXPECT_THAT(JoinRanges({{Day(6), Day(8)}, {Day(0), Day(2)}, {Day(2), Day(4)}, {Day(1), Day(3)}}),
              ElementsAre(DateRange{Day(0), Day(4)}, DateRange{Day(6), Day(8)}));
  EXPECT_THAT(JoinRanges({{Day(0), Day(9)}, {Day(2), Day(4)}, {Day(8), kNoEnd}}),
              ElementsAre(DateRange{Day(0), kNoEnd}));
}

TEST(AudienceDays, ReachesEverythingBelowTheUnitOfARule) {
  const UnitHistory units(SmallTree());
  const std::vector<AudienceRule> rules = {{2, {kEmployment}}};
  const DateRange ever{Day(0), kNoEnd};
  EXPECT_THAT(AudienceDays(rules, {In(2)}, units, Day(0)), ElementsAre(ever));
  EXPECT_THAT(AudienceDays(rules, {In(3)}, units, Day(0)), ElementsAre(ever));
  EXPECT_THAT(AudienceDays(rules, {In(1)}, units, Day(0)), IsEmpty());
  EXPECT_THAT(AudienceDays(rules, {In(4)}, units, Day(0)), IsEmpty());
  EXPECT_THAT(AudienceDays({}, {In(2)}, units, Day(0)), IsEmpty());
  EXPECT_THAT(AudienceDays(rules, {}, units, Day(0)), IsEmpty());
}

TEST(AudienceDays, AsksForTheKindAndTheComputerOfTheSameEngagement) {
  const UnitHistory units(SmallTree());
  const std::vector<AudienceRule> rules = {{1, {kMandate}, true}};
  EXPECT_THAT(AudienceDays(rules, {In(2, {}, kMandate, true)}, units, Day(0)), ::testing::SizeIs(1));
  EXPECT_THAT(AudienceDays(rules, {In(2, {}, kMandate), In(2, {}, kEmployment, true)}, units, Day(0)),
              IsEmpty());
  EXPECT_THAT(AudienceDays({{1, {}}}, {In(2)}, units, Day(0)), IsEmpty());
}

TEST(AudienceDays, BeginsNoEarlierThanItIsAskedTo) {
  const UnitHistory units(SmallTree());
  const std::vector<AudienceRule> rules = {{1, {kEmployment}}};
  EXPECT_THAT(AudienceDays(rules, {In(2, {Day(0), Day(9)})}, units, Day(5)),
              ElementsAre(DateRange{Day(5), Day(9)}));
  EXPECT_THAT(AudienceDays(rules, {In(2, {Day(0), Day(5)})}, units, Day(5)), IsEmpty());
}

TEST(AudienceDays, JoinsTheDaysOfSuccessiveEngagements) {
  const UnitHistory units(SmallTree());
  EXPECT_THAT(
      AudienceDays({{2, {kEmployment}}, {1, {kMandate}}},
                   {In(2, {Day(0), Day(5)}), In(4, {Day(5), Day(8)}, kMandate), In(3, {Day(9), kNoEnd})},
                   units, Day(0)),
      ElementsAre(DateRange{Day(0), Day(8)}, DateRange{Day(9), kNoEnd}));
}

TEST(AudienceDays, FollowsAUnitThatMovesInAndOut) {
  const UnitHistory units({MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1), MakeUnit(3, "B", 1),
                           MakeUnit(4, "X", 3, {kFirstDate, Day(5)}), MakeUnit(4, "X", 2, {Day(5), Day(9)}),
                           MakeUnit(4, "X", 3, {Day(9), kNoEnd})});
  EXPECT_THAT(AudienceDays({{2, {kEmployment}}}, {In(4)}, units, Day(0)),
              ElementsAre(DateRange{Day(5), Day(9)}));
}

TEST(AudienceDays, IsNotCutByARename) {
  const UnitHistory units({MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1, {kFirstDate, Day(5)}),
                           MakeUnit(2, "A", 1, {Day(5), kNoEnd})});
  EXPECT_THAT(AudienceDays({{2, {kEmployment}}}, {In(2)}, units, Day(0)),
              ElementsAre(DateRange{Day(0), kNoEnd}));
}

TEST(AudienceDays, KeepsPeopleWhoseOwnUnitIsClosed) {
  std::vector<UnitVersion> tree = SmallTree();
  tree[2].valid.to = Day(5);  // A1
  const UnitHistory units(tree);
  EXPECT_THAT(AudienceDays({{2, {kEmployment}}}, {In(3)}, units, Day(0)),
              ElementsAre(DateRange{Day(0), kNoEnd}));
}

TEST(AudienceDays, DoesNotReachTheUnitAboveWhenTheRulesUnitIsClosedOrNotYetThere) {
  std::vector<UnitVersion> tree = SmallTree();
  tree[1].valid = tree[2].valid = {Day(3), Day(5)};  // A and A1
  const UnitHistory units(tree);
  const std::vector<AudienceRule> rules = {{2, {kEmployment}}};
  EXPECT_THAT(AudienceDays(rules, {In(4)}, units, Day(0)), IsEmpty());
  EXPECT_THAT(AudienceDays(rules, {In(1)}, units, Day(0)), IsEmpty());
  // Those whose source still puts them there stay.
  EXPECT_THAT(AudienceDays(rules, {In(3)}, units, Day(0)), ElementsAre(DateRange{Day(0), kNoEnd}));
}

std::vector<AudienceRule> RandomRules(Random& random) {
  std::vector<AudienceRule> rules(1 + random.Below(3));
  for (AudienceRule& rule : rules) {
    rule.unit_id = 1 + random.Below(kUnits);
    rule.requires_computer = random.Chance(25);
    for (int kind = 0; kind < 4; ++kind) {
      if (random.Chance(50)) rule.kinds.push_back(static_cast<EngagementKind>(kind));
    }
  }
  return rules;
}

std::vector<Engagement> RandomEngagements(Random& random) {
  std::vector<Engagement> engagements(random.Below(5));
  for (Engagement& engagement : engagements) {
    engagement =
        In(1 + random.Below(kUnits), {}, static_cast<EngagementKind>(random.Below(4)), random.Chance(50));
    if (random.Chance(70)) engagement.valid.from = Day(random.Below(kDays));
    if (random.Chance(70)) engagement.valid.to = Day(random.Below(kDays));  // now and then empty
  }
  return engagements;
}

bool NaiveInAudience(const std::vector<AudienceRule>& rules, const std::vector<Engagement>& engagements,
                     const std::vector<UnitVersion>& units, Date day) {
  for (const Engagement& engagement : engagements) {
    if (day < engagement.valid.from || day >= engagement.valid.to) continue;
    if (NaivePath(units, engagement.facts.unit_id, day).empty()) continue;  // counts nowhere
    const std::vector<Id> chain = NaiveChain(units, engagement.facts.unit_id, day);
    for (const AudienceRule& rule : rules) {
      if (std::count(chain.begin(), chain.end(), rule.unit_id) == 0) continue;
      if (std::count(rule.kinds.begin(), rule.kinds.end(), engagement.facts.kind) == 0) continue;
      if (!rule.requires_computer || engagement.facts.has_computer) return true;
    }
  }
  return false;
}

TEST(AudienceDays, AreTheDaysThatANaiveLookAtEachDayFinds) {
  int in = 0, out = 0;
  for (int seed = 1; seed <= 1500 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const std::vector<UnitVersion> versions = RandomUnits(random, kUnits, kDays);
    const std::vector<AudienceRule> rules = RandomRules(random);
    const std::vector<Engagement> engagements = RandomEngagements(random);
    const int first = random.Below(kDays);
    const auto ranges = AudienceDays(rules, engagements, UnitHistory(versions), Day(first));
    // A day before and one after everything that happens, too.
    for (int day = -1; day <= kDays; ++day) {
      const bool expected = day >= first && NaiveInAudience(rules, engagements, versions, Day(day));
      const int covering = std::count_if(ranges.begin(), ranges.end(),
                                         [&](const DateRange& range) { return range.Contains(Day(day)); });
      EXPECT_EQ(covering, expected) << FormatDate(Day(day));
      ++(expected ? in : out);
    }
    for (size_t i = 0; i < ranges.size(); ++i) {
      EXPECT_LT(ranges[i].from, ranges[i].to);
      EXPECT_TRUE(ranges[i].to <= Day(kDays) || ranges[i].to == kNoEnd);
      if (i > 0) {
        EXPECT_GT(ranges[i].from, ranges[i - 1].to) << "disjoint, ascending, never adjacent";
      }
    }
  }
  EXPECT_GT(in, 3000) << "the cases must be about something";
  EXPECT_GT(out, 3000);
}

}  // namespace
}  // namespace nanolearn
