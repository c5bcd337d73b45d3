#include "service/domain/audience.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

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

Programme With(std::vector<AudienceRule> rules, Date first = Day(0)) {
  Programme programme{.audience = std::move(rules)};
  programme.calendar.open_date = first;
  return programme;
}

AudienceRule Rule(Id unit_id, std::vector<EngagementKind> kinds, bool requires_computer = false) {
  return {.unit_id = unit_id, .kinds = std::move(kinds), .requires_computer = requires_computer};
}

// The days of somebody who is never on leave.
std::vector<DateRange> DaysOf(const Programme& programme, const std::vector<Engagement>& engagements,
                              const UnitHistory& units) {
  std::vector<DateRange> days;
  for (const AudienceRange& range : AudienceDays(programme, engagements, units)) {
    EXPECT_FALSE(range.is_paused);
    days.push_back(range.days);
  }
  return days;
}

std::vector<DateRange> DaysOf(const std::vector<AudienceRule>& rules,
                              const std::vector<Engagement>& engagements, const UnitHistory& units,
                              Date first) {
  return DaysOf(With(rules, first), engagements, units);
}

TEST(AudienceDays, ReachesEverythingBelowTheUnitOfARule) {
  const UnitHistory units(SmallTree());
  const std::vector<AudienceRule> rules = {Rule(2, {kEmployment})};
  const DateRange ever{Day(0), kNoEnd};
  EXPECT_THAT(DaysOf(rules, {In(2)}, units, Day(0)), ElementsAre(ever));
  EXPECT_THAT(DaysOf(rules, {In(3)}, units, Day(0)), ElementsAre(ever));
  EXPECT_THAT(DaysOf(rules, {In(1)}, units, Day(0)), IsEmpty());
  EXPECT_THAT(DaysOf(rules, {In(4)}, units, Day(0)), IsEmpty());
  EXPECT_THAT(DaysOf(std::vector<AudienceRule>(), {In(2)}, units, Day(0)), IsEmpty());
  EXPECT_THAT(DaysOf(rules, {}, units, Day(0)), IsEmpty());
}

TEST(AudienceDays, AsksForTheKindAndTheComputerOfTheSameEngagement) {
  const UnitHistory units(SmallTree());
  const std::vector<AudienceRule> rules = {Rule(1, {kMandate}, true)};
  EXPECT_THAT(DaysOf(rules, {In(2, {}, kMandate, true)}, units, Day(0)), ::testing::SizeIs(1));
  EXPECT_THAT(DaysOf(rules, {In(2, {}, kMandate), In(2, {}, kEmployment, true)}, units, Day(0)), IsEmpty());
  EXPECT_THAT(AudienceDays(With({Rule(1, {})}), {In(2)}, units), ::testing::SizeIs(1)) << "every kind";
}

TEST(AudienceDays, BeginsNoEarlierThanItIsAskedTo) {
  const UnitHistory units(SmallTree());
  const std::vector<AudienceRule> rules = {Rule(1, {kEmployment})};
  EXPECT_THAT(DaysOf(rules, {In(2, {Day(0), Day(9)})}, units, Day(5)),
              ElementsAre(DateRange{Day(5), Day(9)}));
  EXPECT_THAT(DaysOf(rules, {In(2, {Day(0), Day(5)})}, units, Day(5)), IsEmpty());
}

TEST(AudienceDays, JoinsTheDaysOfSuccessiveEngagements) {
  const UnitHistory units(SmallTree());
  EXPECT_THAT(DaysOf({Rule(2, {kEmployment}), Rule(1, {kMandate})},
                     {In(2, {Day(0), Day(5)}), In(4, {Day(5), Day(8)}, kMandate), In(3, {Day(9), kNoEnd})},
                     units, Day(0)),
              ElementsAre(DateRange{Day(0), Day(8)}, DateRange{Day(9), kNoEnd}));
}

TEST(AudienceDays, FollowsAUnitThatMovesInAndOut) {
  const UnitHistory units({MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1), MakeUnit(3, "B", 1),
                           MakeUnit(4, "X", 3, {kFirstDate, Day(5)}), MakeUnit(4, "X", 2, {Day(5), Day(9)}),
                           MakeUnit(4, "X", 3, {Day(9), kNoEnd})});
  EXPECT_THAT(DaysOf({Rule(2, {kEmployment})}, {In(4)}, units, Day(0)),
              ElementsAre(DateRange{Day(5), Day(9)}));
}

TEST(AudienceDays, IsNotCutByARename) {
  const UnitHistory units({MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1, {kFirstDate, Day(5)}),
                           MakeUnit(2, "A", 1, {Day(5), kNoEnd})});
  EXPECT_THAT(DaysOf({Rule(2, {kEmployment})}, {In(2)}, units, Day(0)),
              ElementsAre(DateRange{Day(0), kNoEnd}));
}

TEST(AudienceDays, KeepsPeopleWhoseOwnUnitIsClosed) {
  std::vector<UnitVersion> tree = SmallTree();
  tree[2].valid.to = Day(5);  // A1
  const UnitHistory units(tree);
  EXPECT_THAT(DaysOf({Rule(2, {kEmployment})}, {In(3)}, units, Day(0)),
              ElementsAre(DateRange{Day(0), kNoEnd}));
}

TEST(AudienceDays, DoesNotReachTheUnitAboveWhenTheRulesUnitIsClosedOrNotYetThere) {
  std::vector<UnitVersion> tree = SmallTree();
  tree[1].valid = tree[2].valid = {Day(3), Day(5)};  // A and A1
  const UnitHistory units(tree);
  const std::vector<AudienceRule> rules = {Rule(2, {kEmployment})};
  EXPECT_THAT(DaysOf(rules, {In(4)}, units, Day(0)), IsEmpty());
  EXPECT_THAT(DaysOf(rules, {In(1)}, units, Day(0)), IsEmpty());
  // Those whose source still puts them there stay.
  EXPECT_THAT(DaysOf(rules, {In(3)}, units, Day(0)), ElementsAre(DateRange{Day(0), kNoEnd}));
}

TEST(AudienceDays, ARuleAsksForRolesByGroupOrPattern) {
  const UnitHistory units(SmallTree());
  const auto in = [&](const AudienceRule& rule, const std::string& role) {
    Engagement engagement = In(2);
    engagement.facts.role = role;
    return !AudienceDays(With({rule}), {engagement}, units).empty();
  };
  const AudienceRule chairs{.role_groups = {RoleGroup::kChair}, .roles = {"*CHEF"}};
  EXPECT_TRUE(in(chairs, "Ordförande"));
  EXPECT_TRUE(in(chairs, "Enhetschef"));
  EXPECT_FALSE(in(chairs, "Ersättare"));
  EXPECT_FALSE(in(chairs, ""));
}

TEST(AudienceDays, AListAsksForPeople) {
  const UnitHistory units(SmallTree());
  EXPECT_THAT(AudienceDays(With({{.person_ids = {1, 7}}}), {In(2)}, units), ::testing::SizeIs(1));
  EXPECT_THAT(AudienceDays(With({{.person_ids = {2, 7}}}), {In(2)}, units), IsEmpty());
}

TEST(AudienceDays, AnExceptionTakesOutWhomeverItFits) {
  const UnitHistory units(SmallTree());
  const Programme programme = With({Rule(1, {}), {.excepts = true, .unit_id = 2, .valid = {Day(5), Day(8)}}});
  EXPECT_THAT(DaysOf(programme, {In(3), In(4)}, units),
              ElementsAre(DateRange{Day(0), Day(5)}, DateRange{Day(8), kNoEnd}));
  EXPECT_THAT(DaysOf(programme, {In(4)}, units), ElementsAre(DateRange{Day(0), kNoEnd}));
}

TEST(AudienceDays, EndWithTheProgramme) {
  Programme programme = With({Rule(1, {})});
  programme.calendar.end_date = Day(9);
  EXPECT_THAT(DaysOf(programme, {In(2)}, UnitHistory(SmallTree())), ElementsAre(DateRange{Day(0), Day(10)}));
}

TEST(AudienceDays, ArePausedWhileEveryEngagementThatFitsIsOnLeave) {
  const UnitHistory units(SmallTree());
  Engagement first = In(2), second = In(4);
  first.facts.leave = {Day(3), Day(9)};
  second.facts.leave = {Day(5), Day(12)};
  Programme programme = With({Rule(1, {})});
  EXPECT_THAT(AudienceDays(programme, {first, second}, units),
              ElementsAre(AudienceRange{{Day(0), Day(5)}, false}, AudienceRange{{Day(5), Day(9)}, true},
                          AudienceRange{{Day(9), kNoEnd}, false}));
  programme.calendar.pauses_on_leave = false;
  EXPECT_THAT(DaysOf(programme, {first, second}, units), ElementsAre(DateRange{Day(0), kNoEnd}));
}

TEST(ExplainAudience, SaysForEachRuleAndEngagementWhatIsMissing) {
  using Reason = AudienceVerdict::Reason;
  const UnitHistory units(SmallTree());
  const Programme programme = With({Rule(1, {kMandate}),
                                    Rule(2, {kEmployment}),
                                    Rule(1, {kEmployment}, true),
                                    {.roles = {"Chef"}},
                                    {.person_ids = {9}},
                                    {.valid = {Day(9), kNoEnd}}});
  const std::vector<Engagement> engagements = {In(4), In(4, {Day(0), Day(2)})};
  std::vector<Reason> reasons;
  const std::vector<AudienceVerdict> verdicts = ExplainAudience(programme, engagements, units, Day(5));
  for (const AudienceVerdict& verdict : verdicts) reasons.push_back(verdict.reason);
  EXPECT_THAT(reasons, ElementsAre(Reason::kOtherKind, Reason::kOtherUnit, Reason::kNoComputer,
                                   Reason::kOtherRole, Reason::kNotListed, Reason::kOtherDay));
  EXPECT_FALSE(IsIn(programme, verdicts));
  EXPECT_TRUE(IsIn(programme, ExplainAudience(programme, engagements, units, Day(9))));
  EXPECT_THAT(ExplainAudience(programme, {}, units, Day(5)), IsEmpty());
}

std::vector<AudienceRule> RandomRules(Random& random) {
  std::vector<AudienceRule> rules(1 + random.Below(3));
  for (AudienceRule& rule : rules) {
    rule.excepts = random.Chance(20);
    if (random.Chance(80)) rule.unit_id = 1 + random.Below(kUnits);
    rule.requires_computer = random.Chance(25);
    for (int kind = 0; kind < 4; ++kind) {
      if (random.Chance(50)) rule.kinds.push_back(static_cast<EngagementKind>(kind));
    }
    if (random.Chance(20)) rule.roles = {"R*"};
    if (random.Chance(20)) rule.valid = {Day(random.Below(kDays)), Day(random.Below(kDays))};
    if (random.Chance(10)) rule.person_ids = {Id(1 + random.Below(2))};
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
    engagement.facts.role = random.Chance(50) ? "rektor" : "Lärare";
    if (random.Chance(50)) engagement.facts.leave = {Day(random.Below(kDays)), Day(random.Below(kDays))};
  }
  return engagements;
}

bool NaiveFits(const AudienceRule& rule, const Engagement& engagement, const std::vector<UnitVersion>& units,
               Date day) {
  const std::vector<Id> chain = NaiveChain(units, engagement.facts.unit_id, day);
  if (rule.unit_id != kNoId && std::count(chain.begin(), chain.end(), rule.unit_id) == 0) return false;
  if (rule.unit_id != kNoId && NaivePath(units, engagement.facts.unit_id, day).empty()) return false;
  if (!rule.kinds.empty() && std::count(rule.kinds.begin(), rule.kinds.end(), engagement.facts.kind) == 0) {
    return false;
  }
  if (!rule.roles.empty() && engagement.facts.role != "rektor") return false;
  if (!rule.person_ids.empty() && rule.person_ids[0] != engagement.person_id) return false;
  if (day < rule.valid.from || day >= rule.valid.to) return false;
  return !rule.requires_computer || engagement.facts.has_computer;
}

AudiencePresence NaivePresence(const std::vector<AudienceRule>& rules,
                               const std::vector<Engagement>& engagements,
                               const std::vector<UnitVersion>& units, Date day) {
  bool in = false, at_work = false;
  for (const Engagement& engagement : engagements) {
    if (day < engagement.valid.from || day >= engagement.valid.to) continue;
    for (const AudienceRule& rule : rules) {
      if (!NaiveFits(rule, engagement, units, day)) continue;
      if (rule.excepts) return AudiencePresence::kOutside;
      in = true;
      at_work |= day < engagement.facts.leave.from || day >= engagement.facts.leave.to;
    }
  }
  return !in ? AudiencePresence::kOutside : at_work ? AudiencePresence::kActive : AudiencePresence::kPaused;
}

TEST(AudienceDays, AreTheDaysThatANaiveLookAtEachDayFinds) {
  std::map<AudiencePresence, int> seen;
  for (int seed = 1; seed <= 4000 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const std::vector<UnitVersion> versions = RandomUnits(random, kUnits, kDays);
    const std::vector<AudienceRule> rules = RandomRules(random);
    const std::vector<Engagement> engagements = RandomEngagements(random);
    const int first = random.Below(kDays);
    const auto ranges = AudienceDays(With(rules, Day(first)), engagements, UnitHistory(versions));
    // A day before and one after everything that happens, too.
    for (int day = -1; day <= kDays; ++day) {
      const AudiencePresence expected =
          day < first ? AudiencePresence::kOutside : NaivePresence(rules, engagements, versions, Day(day));
      EXPECT_EQ(PresenceOn(ranges, Day(day)), expected) << FormatDate(Day(day));
      ++seen[expected];
    }
    for (size_t i = 0; i < ranges.size(); ++i) {
      EXPECT_LT(ranges[i].days.from, ranges[i].days.to);
      if (i == 0) continue;
      EXPECT_GE(ranges[i].days.from, ranges[i - 1].days.to) << "disjoint and ascending";
      if (ranges[i].days.from == ranges[i - 1].days.to) {
        EXPECT_NE(ranges[i].is_paused, ranges[i - 1].is_paused) << "otherwise they are one";
      }
    }
  }
  EXPECT_GT(seen[AudiencePresence::kOutside], 3000) << "the cases must be about something";
  EXPECT_GT(seen[AudiencePresence::kActive], 3000);
  EXPECT_GT(seen[AudiencePresence::kPaused], 500);
}

}  // namespace
}  // namespace nanolearn
