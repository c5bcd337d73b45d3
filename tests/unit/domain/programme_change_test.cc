// What may become of a programme that is there.

#include "service/domain/programme_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/base/error.h"

namespace nanolearn {
namespace {

using ::testing::HasSubstr;

constexpr Date kToday{2026, 11, 25};
constexpr Date kOpens{2026, 11, 2};

AudienceRule Rule(Id unit, DateRange valid = {}) { return {.unit_id = unit, .valid = valid}; }

Programme Started() {
  Programme programme{
      .id = 1, .slug = "p", .display_name = "P", .modules = {{10}, {11}}, .audience = {Rule(1)}};
  programme.calendar.open_date = kOpens;
  programme.calendar.weeks_between = 8;  // the second opens on 2026-12-28
  return programme;
}

absl::StatusOr<Programme> Change(const Programme& before, const Programme& after, Date effective = kToday) {
  return ApplyChange({.before = before,
                      .after = after,
                      .today = kToday,
                      .changes_audience = true,
                      .effective = effective,
                      .modules = {"first", "second", "third"}});
}

std::string Refusal(const Programme& after) {
  const absl::Status status = Change(Started(), after).status();
  EXPECT_EQ(DetailsOf(status).reason, "PROGRAMME_STARTED") << status;
  return std::string(status.message());
}

TEST(ProgrammeChangeTest, AnotherRuleHoldsFromTheDayOnAndTheOldOneUntilThen) {
  Programme after = Started();
  after.audience = {Rule(2)};
  const absl::StatusOr<Programme> changed = Change(Started(), after, Date(2027, 1, 1));
  ASSERT_TRUE(changed.ok()) << changed.status();
  ASSERT_EQ(changed->audience.size(), 2u);
  EXPECT_EQ(changed->audience[0].unit_id, 1u);
  EXPECT_EQ(changed->audience[0].valid, (DateRange{kFirstDate, Date(2027, 1, 1)}));
  EXPECT_EQ(changed->audience[1].unit_id, 2u);
  EXPECT_EQ(changed->audience[1].valid, (DateRange{Date(2027, 1, 1), kNoEnd}));
}

TEST(ProgrammeChangeTest, ARuleThatStaysIsNotTouched) {
  Programme after = Started();
  after.audience = {Rule(1), Rule(2)};
  const absl::StatusOr<Programme> changed = Change(Started(), after);
  ASSERT_TRUE(changed.ok());
  ASSERT_EQ(changed->audience.size(), 2u);
  EXPECT_EQ(changed->audience[0].valid, DateRange());
}

TEST(ProgrammeChangeTest, ARuleThatComesBackHoldsAgainAndTheGapStays) {
  Programme before = Started();
  before.audience = {Rule(1, {kFirstDate, Date(2026, 11, 10)}), Rule(2, {Date(2026, 11, 10), kNoEnd})};
  Programme after = before;
  after.audience = {Rule(1)};
  const absl::StatusOr<Programme> changed = Change(before, after);
  ASSERT_TRUE(changed.ok());
  ASSERT_EQ(changed->audience.size(), 3u);
  EXPECT_EQ(changed->audience[0].valid.to, Date(2026, 11, 10));
  EXPECT_EQ(changed->audience[1].valid.to, kToday);
  EXPECT_EQ(changed->audience[2].unit_id, 1u);
  EXPECT_EQ(changed->audience[2].valid, (DateRange{kToday, kNoEnd}));
}

TEST(ProgrammeChangeTest, TheAudienceCannotBeChangedForThePast) {
  const absl::Status status = Change(Started(), Started(), kToday - 1).status();
  EXPECT_THAT(status.message(), HasSubstr("effective_date"));
}

TEST(ProgrammeChangeTest, BeforeItOpensTheRulesAreSimplyReplaced) {
  Programme before = Started();
  before.calendar.open_date = kToday + 30;
  Programme after = before;
  after.audience = {Rule(2)};
  after.calendar.days_to_complete = 99;
  after.calendar.recurrence = Recurrence::kFixed;
  const absl::StatusOr<Programme> changed = Change(before, after);
  ASSERT_TRUE(changed.ok()) << changed.status();
  ASSERT_EQ(changed->audience.size(), 1u);
  EXPECT_EQ(changed->audience[0].valid, DateRange());
  EXPECT_EQ(changed->calendar.days_to_complete, 99);
}

TEST(ProgrammeChangeTest, WhatHasOpenedKeepsItsCalendar) {
  Programme after = Started();
  after.calendar.days_to_complete = 60;
  EXPECT_THAT(Refusal(after), HasSubstr("opened on 2026-11-02"));
  after = Started();
  after.calendar.open_date = kOpens + 1;
  EXPECT_THAT(Refusal(after), HasSubstr("open_date"));
  after = Started();
  after.modules[0].open_date = kToday + 7;
  EXPECT_THAT(Refusal(after), HasSubstr("first opened on 2026-11-02"));
  after = Started();
  after.calendar.quiet.july = true;
  EXPECT_THAT(Refusal(after), HasSubstr("quiet days"));
}

TEST(ProgrammeChangeTest, WhatHasNotOpenedMayMoveButNotIntoThePast) {
  Programme after = Started();
  after.modules[1].open_date = kToday + 3;
  EXPECT_TRUE(Change(Started(), after).ok());
  after.calendar.weeks_between = 1;
  after.modules[1].open_date.reset();  // 2026-11-09
  EXPECT_THAT(Refusal(after), HasSubstr("second would open on 2026-11-09, before today"));
}

TEST(ProgrammeChangeTest, ModulesAreOnlyAddedAtTheEndAndOpenFromTodayOn) {
  Programme after = Started();
  after.modules = {{11}, {10}};
  EXPECT_THAT(Refusal(after), HasSubstr("module 1 is another one or gone"));
  after = Started();
  after.modules.pop_back();
  EXPECT_THAT(Refusal(after), HasSubstr("module 2 is another one or gone"));
  after = Started();
  after.modules.push_back({12});
  EXPECT_TRUE(Change(Started(), after).ok()) << "by its pace it opens in February";
  after.modules[2].open_date = kToday - 1;
  EXPECT_THAT(Refusal(after), HasSubstr("third would open on 2026-11-24, before today"));
}

TEST(ProgrammeChangeTest, ItEndsTodayOrLaterAndNotTwice) {
  Programme after = Started();
  after.calendar.end_date = kToday;
  EXPECT_TRUE(Change(Started(), after).ok());
  after.calendar.end_date = kToday - 1;
  EXPECT_THAT(Refusal(after), HasSubstr("lies in the past"));
  Programme ended = Started();
  ended.calendar.end_date = kToday - 1;
  EXPECT_EQ(DetailsOf(Change(ended, Started()).status()).reason, "PROGRAMME_STARTED");
}

}  // namespace
}  // namespace nanolearn
