#include "service/storage/mysql/programme_table.h"

#include "service/storage/mysql/database_error.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);
using enum EngagementKind;

class ProgrammeTableTest : public TableTest {
 protected:
  static Programme Sample(Id id, const std::string& slug, std::vector<Id> modules = {3, 1, 2}) {
    Programme programme{.id = id,
                        .slug = slug,
                        .display_name = "Årets program",
                        .audience = {{.unit_id = 4, .kinds = {kMandate, kBoardSeat}},
                                     {.unit_id = 1, .kinds = {kEmployment}, .requires_computer = true}},
                        .planned_until = kDay + 400,
                        .create_time = kNow};
    for (const Id module : modules) programme.modules.push_back({module});
    programme.calendar.open_date = kDay;
    programme.calendar.days_to_complete = 45;
    return programme;
  }

  mysql::MysqlProgrammeTable programmes_{session_};
};

TEST_F(ProgrammeTableTest, ComesBackAsItWasWritten) {
  programmes_.Insert(kHere, Sample(70, "yearly"));
  const Programme found = programmes_.Find(kHere, "yearly").value();
  EXPECT_EQ(found.id, 70u);
  EXPECT_EQ(found.display_name, "Årets program");
  EXPECT_EQ(found.calendar.open_date, kDay);
  EXPECT_EQ(found.calendar.days_to_complete, 45);
  EXPECT_EQ(found.create_time, kNow);
  ASSERT_EQ(found.modules.size(), 3u);
  EXPECT_EQ(found.modules[0].module_id, 3u);
  EXPECT_EQ(found.modules[2].module_id, 2u);
  EXPECT_EQ(found.planned_until, kDay + 400);
  EXPECT_EQ(found.mails, MailRule());
  ASSERT_EQ(found.audience.size(), 2u);
  EXPECT_EQ(found.audience[0].unit_id, 4u);
  EXPECT_THAT(found.audience[0].kinds, ElementsAre(kMandate, kBoardSeat));
  EXPECT_FALSE(found.audience[0].requires_computer);
  EXPECT_THAT(found.audience[1].kinds, ElementsAre(kEmployment));
  EXPECT_TRUE(found.audience[1].requires_computer);
  EXPECT_FALSE(programmes_.Find(kElsewhere, "yearly"));
}

TEST_F(ProgrammeTableTest, AnUpdateWritesEveryChoiceAndLeavesNothingOfTheOldOnes) {
  programmes_.Insert(kHere, Sample(70, "yearly"));
  programmes_.Insert(kElsewhere, Sample(70, "yearly"));
  Programme changed = Sample(70, "yearly", {2});
  changed.modules[0].open_date = kDay + 3;
  changed.display_name = "Nytt";
  changed.audience = {{.excepts = true,
                       .kinds = {},
                       .role_groups = {RoleGroup::kChair, RoleGroup::kAuditor},
                       .roles = {"*chef*", "VD"},
                       .person_ids = {2, 5},
                       .valid = {kDay, kDay + 9}}};
  changed.calendar = {.open_date = kDay + 1,
                      .end_date = kDay + 700,
                      .weeks_between = 3,
                      .days_to_complete = 20,
                      .newcomer_days = 60,
                      .catch_up = CatchUp::kPaced,
                      .quiet = {true, true, true, {{kDay + 5, kDay + 7}}},
                      .pauses_on_leave = false,
                      .recurrence = Recurrence::kFixed,
                      .every_months = 24,
                      .window_days = 31,
                      .fixed_month = 2,
                      .fixed_day = 29};
  changed.mails = {false, {1, 7, 30}, {}, {5, 365}};
  changed.version = 9;
  programmes_.Update(kHere, changed);
  const Programme found = programmes_.Find(kHere, "yearly").value();
  EXPECT_EQ(found.display_name, "Nytt");
  EXPECT_EQ(found.version, 9u);
  ASSERT_EQ(found.modules.size(), 1u);
  EXPECT_EQ(found.modules[0].open_date, kDay + 3);
  ASSERT_EQ(found.audience.size(), 1u);
  const AudienceRule& rule = found.audience[0];
  EXPECT_TRUE(rule.excepts);
  EXPECT_EQ(rule.unit_id, kNoId);
  EXPECT_THAT(rule.kinds, IsEmpty());
  EXPECT_THAT(rule.role_groups, ElementsAre(RoleGroup::kChair, RoleGroup::kAuditor));
  EXPECT_THAT(rule.roles, ElementsAre("*chef*", "VD"));
  EXPECT_THAT(rule.person_ids, ElementsAre(2, 5));
  EXPECT_EQ(rule.valid, (DateRange{kDay, kDay + 9}));
  const Calendar& c = found.calendar;
  EXPECT_EQ(c.open_date, kDay + 1);
  EXPECT_EQ(c.end_date, kDay + 700);
  EXPECT_EQ(c.weeks_between, 3);
  EXPECT_EQ(c.days_to_complete, 20);
  EXPECT_EQ(c.newcomer_days, 60);
  EXPECT_EQ(c.catch_up, CatchUp::kPaced);
  EXPECT_EQ(c.quiet, changed.calendar.quiet);
  EXPECT_FALSE(c.pauses_on_leave);
  EXPECT_EQ(c.recurrence, Recurrence::kFixed);
  EXPECT_EQ(c.every_months, 24);
  EXPECT_EQ(c.window_days, 31);
  EXPECT_EQ(c.fixed_month, 2);
  EXPECT_EQ(c.fixed_day, 29);
  EXPECT_EQ(found.mails, changed.mails);
  EXPECT_EQ(programmes_.Find(kElsewhere, "yearly")->modules.size(), 3u);
  EXPECT_EQ(programmes_.Find(kElsewhere, "yearly")->mails, MailRule());
}

TEST_F(ProgrammeTableTest, AProgrammeOfAnEarlierVersionWritesToNobody) {
  EXPECT_EQ(programmes_.FindAll(kHere, {1}).at(0).mails, NoMails());
}

TEST_F(ProgrammeTableTest, AsManyDaysAsAProgrammeMayHaveFitIn) {
  Programme programme = Sample(70, "yearly");
  for (int i = 0; i < kMaxMailTimes; ++i) programme.mails.escalation.push_back(kMaxMailDays - kMaxMailTimes + i);
  programme.mails.before = programme.mails.after = programme.mails.escalation;
  programmes_.Insert(kHere, programme);
  EXPECT_EQ(programmes_.Find(kHere, "yearly")->mails, programme.mails);
}

TEST_F(ProgrammeTableTest, ListsPageBySlugEachWithItsOwnParts) {
  programmes_.Insert(kHere, Sample(71, "b", {1}));
  programmes_.Insert(kHere, Sample(70, "c", {2, 3}));
  programmes_.Insert(kHere, Sample(72, "a", {}));
  std::vector<std::pair<std::string, size_t>> seen;
  for (const Programme& p : programmes_.List(kHere, "", 2)) seen.emplace_back(p.slug, p.modules.size());
  for (const Programme& p : programmes_.List(kHere, "b", 1)) seen.emplace_back(p.slug, p.modules.size());
  EXPECT_THAT(seen, ElementsAre(std::pair("a", 0), std::pair("b", 1), std::pair("c", 2)));
}

TEST_F(ProgrammeTableTest, AllThatExistAreFoundByTheirIds) {
  programmes_.Insert(kHere, Sample(71, "b", {1}));
  programmes_.Insert(kElsewhere, Sample(73, "d", {1}));
  const std::vector<Programme> found = programmes_.FindAll(kHere, {73, 71, 99});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].modules.size(), 1u);
  EXPECT_THAT(programmes_.FindAll(kHere, {}), IsEmpty());
}

TEST_F(ProgrammeTableTest, WhatIsNotTheOrganisationsOwnIsRefusedByTheDatabase) {
  session_.Execute("INSERT INTO modules (organisation_id, id, slug) VALUES (?, 500, 'only-there')",
                   {kElsewhere});
  try {
    programmes_.Insert(kHere, Sample(70, "yearly", {500}));
    FAIL() << "it was taken";
  } catch (const mysql::DatabaseError& e) {
    EXPECT_EQ(e.number(), 1452);
  }
}

}  // namespace
}  // namespace nanolearn::testing
