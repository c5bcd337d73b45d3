#include "service/domain/report_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ReportUnit Group(const std::string& name, int required, int completed, int overdue) {
  ReportUnit unit{.code = name, .name = name};
  unit.figures.counts.people = required;
  unit.figures.counts.required = required;
  unit.figures.counts.completed = completed;
  unit.figures.counts.overdue = overdue;
  return unit;
}

ComplianceChange Change(ChangeReason reason, int people, int completed) {
  ComplianceChange change{.reason = reason, .people = people};
  change.delta.completed = completed;
  return change;
}

std::vector<AskKind> KindsOf(const ReportContent& content) {
  std::vector<AskKind> kinds;
  for (const ReportAsk& ask : AsksOf(content)) kinds.push_back(ask.kind);
  return kinds;
}

TEST(ReportRulesTest, AGroupIsLateFromTenPercentOnAndTheLatestComesFirst) {
  ReportUnit hidden = Group("hidden", 0, 0, 0);
  hidden.figures.hidden = true;
  const std::vector<ReportUnit> groups = {Group("nine", 100, 0, 9), Group("ten", 100, 0, 10), hidden,
                                          Group("half", 10, 0, 5), Group("none", 0, 0, 0)};
  EXPECT_THAT(LateGroups(groups), ElementsAre(3, 1));
}

TEST(ReportRulesTest, OfGroupsThatAreEquallyLateTheLargerComesFirstAndNoneIsForgotten) {
  ReportContent content;
  for (int i = 1; i <= 7; ++i) {
    ReportUnit group;
    group.name = std::string(1, static_cast<char>('A' + i - 1));
    group.figures.counts.required = group.figures.counts.overdue = 10 * i;
    content.groups.push_back(group);
  }
  content.late_groups = LateGroups(content.groups);
  EXPECT_THAT(content.late_groups, ElementsAre(6, 5, 4, 3, 2, 1, 0));
  content.unit.figures.hidden = content.unit.elected.hidden = true;
  const std::vector<ReportAsk> asks = AsksOf(content);
  ASSERT_EQ(asks[0].kind, AskKind::kLateGroups);
  EXPECT_THAT(asks[0].names, ElementsAre("G", "F", "E", "D", "C"));
  EXPECT_EQ(asks[0].count, 7);
}

TEST(ReportRulesTest, WeakIsWhatFewerThanThreeInFourKnow) {
  const auto weak = WeakOnes({{.topic = "known", .answered = 100, .right = 75},
                              {.topic = "weak", .answered = 100, .right = 74},
                              {.topic = "weakest", .answered = 10, .right = 2}});
  ASSERT_THAT(weak, SizeIs(2));
  EXPECT_EQ(weak[0].topic, "weakest");
  EXPECT_EQ(weak[1].topic, "weak");
}

TEST(ReportRulesTest, SharesOfManyMillionsAreRight) {
  constexpr int kMany = 2'000'000'000;
  const auto weak = WeakOnes({{.topic = "known", .answered = kMany, .right = kMany / 4 * 3},
                              {.topic = "weak", .answered = kMany, .right = kMany / 2}});
  ASSERT_THAT(weak, SizeIs(1));
  EXPECT_EQ(weak[0].topic, "weak");
}

TEST(ReportRulesTest, ReasonsOfFewPeopleAreNeverAloneAndAddUp) {
  const auto shown = ShownChanges(
      std::vector<ComplianceChange>{Change(ChangeReason::kJoined, 50, 1), Change(ChangeReason::kLeft, 2, -2),
                                    Change(ChangeReason::kCompleted, 9, 9),
                                    Change(ChangeReason::kSame, 80, 0)},
      5);
  ASSERT_THAT(shown, SizeIs(2));
  EXPECT_EQ(shown[0].reason, ChangeReason::kJoined);
  EXPECT_EQ(shown[1].reason, std::nullopt);
  EXPECT_EQ(shown[1].people, 11);
  EXPECT_EQ(shown[1].delta.completed, 7);
}

TEST(ReportRulesTest, WhereAllReasonsTogetherAreOfTooFewNoneIsShown) {
  EXPECT_THAT(ShownChanges(std::vector<ComplianceChange>{Change(ChangeReason::kCompleted, 1, 1)}, 5),
              IsEmpty());
  const std::vector<ComplianceChange> two = {Change(ChangeReason::kLeft, 2, -1),
                                             Change(ChangeReason::kCompleted, 2, 2)};
  EXPECT_THAT(ShownChanges(two, 5), IsEmpty());
  const auto together = ShownChanges(two, 4);
  ASSERT_THAT(together, SizeIs(1));
  EXPECT_EQ(together[0].people, 4);
}

TEST(ReportRulesTest, WithoutSmallReasonsEachIsShown) {
  EXPECT_THAT(ShownChanges(std::vector<ComplianceChange>{Change(ChangeReason::kJoined, 50, 1),
                                                         Change(ChangeReason::kCompleted, 9, 9)},
                           5),
              SizeIs(2));
  EXPECT_THAT(ShownChanges({}, 5), IsEmpty());
}

TEST(ReportRulesTest, WhereAllIsDoneOnlyNoteIsAsked) {
  ReportContent content;
  content.unit = Group("VON", 10, 10, 0);
  content.before = content.unit.figures;
  EXPECT_THAT(KindsOf(content), ElementsAre(AskKind::kNote));
}

TEST(ReportRulesTest, EachThingThatIsWrongIsAskedAbout) {
  ReportContent content;
  content.unit = Group("VON", 100, 60, 20);
  content.unit.employees = Group("employees", 90, 56, 18).figures;
  content.unit.elected = Group("elected", 10, 4, 2).figures;
  content.before = Group("before", 100, 70, 0).figures;
  content.groups = {Group("A", 20, 5, 10)};
  content.late_groups = {0};
  content.weak_topics = {{.topic = "mfa", .answered = 10, .right = 3}};
  content.sources = {{.name = "bolag", .days_old = 60}};
  const std::vector<ReportAsk> asks = AsksOf(content);
  EXPECT_THAT(asks,
              ElementsAre(ReportAsk{AskKind::kLatePeople, 18, {}}, ReportAsk{AskKind::kElectedLeft, 6, {}},
                          ReportAsk{AskKind::kLateGroups, 1, {"A"}}, ReportAsk{AskKind::kFell, 10, {}},
                          ReportAsk{AskKind::kWeakTopic, 30, {"mfa"}},
                          ReportAsk{AskKind::kOldSource, 60, {"bolag"}}, ReportAsk{AskKind::kNote, 0, {}}));
}

TEST(ReportRulesTest, OfElectedWhoAreLateOnlyThePointOfTheElectedTells) {
  ReportContent content;
  content.unit = Group("REV", 7, 2, 5);
  content.unit.elected = content.unit.figures;
  EXPECT_FALSE(HasEmployees(content));
  EXPECT_THAT(AsksOf(content),
              ElementsAre(ReportAsk{AskKind::kElectedLeft, 5, {}}, ReportAsk{AskKind::kNote, 0, {}}));
}

TEST(ReportRulesTest, WhereTheEmployeesAreHiddenTheLateOnesAreNotCounted) {
  ReportContent content;
  content.unit = Group("VON", 100, 60, 20);
  content.unit.employees.hidden = content.unit.elected.hidden = true;
  EXPECT_TRUE(HasEmployees(content));
  EXPECT_THAT(AsksOf(content),
              ElementsAre(ReportAsk{AskKind::kLatePeople, 0, {}}, ReportAsk{AskKind::kNote, 0, {}}));
  content.unit.figures.counts.overdue = 0;
  EXPECT_THAT(KindsOf(content), ElementsAre(AskKind::kNote));
}

TEST(ReportRulesTest, ThereAreFiguresBeforeFromTheFirstDayOnWhichAnybodyIsKnown) {
  ReportContent content;
  content.compared_with = Date(2026, 9, 30);
  EXPECT_TRUE(HasFiguresBefore(content));
  content.first_day = Date(2026, 9, 30);
  EXPECT_TRUE(HasFiguresBefore(content));
  content.first_day = Date(2026, 10, 1);
  EXPECT_FALSE(HasFiguresBefore(content));
}

TEST(ReportRulesTest, NothingIsAskedAboutWhatIsHidden) {
  ReportContent content;
  content.unit.figures.hidden = content.unit.elected.hidden = true;
  EXPECT_THAT(KindsOf(content), ElementsAre(AskKind::kNote));
}

TEST(ReportRulesTest, OfNobodyThereIsNoPercent) { EXPECT_EQ(PercentOf(ComplianceCounts()), std::nullopt); }

}  // namespace
}  // namespace nanolearn
