// What a programme's file says, and what is said of a file that is wrong.

#include "service/domain/programme_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/base/error.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using enum EngagementKind;

constexpr char kGood[] = R"(name = "Nyvalda 2027"
opens = 2027-01-11
ends = 2030-12-31
days = 30

[[modules]]
id = "incident"

[[modules]]
id = "secrecy"
opens = 2027-02-01

[calendar]
weeks_between = 2
newcomer_days = 60
catch_up = "paced"
on_leave = "runs"

[calendar.quiet]
weekends = true
holidays = true
periods = [{from = 2027-07-01, to = 2027-08-15}]

[again]
recurrence = "fixed"
month = 1
day = 15
window_days = 14

[[audience]]
unit = "G"
kinds = ["mandate", "BOARD_SEAT"]
groups = ["chair"]
roles = ["*sekreterare*"]

[[audience]]
people = ["personal:1001", "kim@alvnas.example"]
except = true
computer = true
)";

std::vector<std::string> Violations(const std::string& text) {
  const absl::StatusOr<ProgrammeFile> file = ReadProgrammeFile(text, "p.toml");
  std::vector<std::string> violations;
  for (const FieldViolation& v : DetailsOf(file.status()).violations) {
    violations.push_back(absl::StrCat(v.field, " ", v.description));
  }
  return violations;
}

std::vector<std::string> ViolationsOf(const std::string& what, const std::string& with) {
  const std::string text = absl::StrReplaceAll(kGood, {{what, with}});
  EXPECT_NE(text, kGood) << "the file lacks: " << what;
  return Violations(text);
}

TEST(ProgrammeFileTest, IsReadInFull) {
  const absl::StatusOr<ProgrammeFile> file = ReadProgrammeFile(kGood, "p.toml");
  ASSERT_TRUE(file.ok()) << file.status();
  const ProgrammeDefinition& programme = file->definition;
  EXPECT_EQ(programme.display_name, "Nyvalda 2027");
  EXPECT_THAT(programme.modules, ElementsAre(ModuleDefinition{"incident", std::nullopt},
                                             ModuleDefinition{"secrecy", Date(2027, 2, 1)}));
  const Calendar& calendar = programme.calendar;
  EXPECT_EQ(calendar.open_date, Date(2027, 1, 11));
  EXPECT_EQ(calendar.end_date, Date(2030, 12, 31));
  EXPECT_EQ(calendar.days_to_complete, 30);
  EXPECT_EQ(calendar.weeks_between, 2);
  EXPECT_EQ(calendar.newcomer_days, 60);
  EXPECT_EQ(calendar.catch_up, CatchUp::kPaced);
  EXPECT_FALSE(calendar.pauses_on_leave);
  EXPECT_TRUE(calendar.quiet.weekends && calendar.quiet.holidays);
  EXPECT_FALSE(calendar.quiet.july);
  EXPECT_THAT(calendar.quiet.ranges, ElementsAre(DateRange{Date(2027, 7, 1), Date(2027, 8, 16)}));
  EXPECT_EQ(calendar.recurrence, Recurrence::kFixed);
  EXPECT_EQ(calendar.fixed_month, 1);
  EXPECT_EQ(calendar.fixed_day, 15);
  EXPECT_EQ(calendar.window_days, 14);
  ASSERT_EQ(programme.audience.size(), 2u);
  EXPECT_EQ(programme.audience[0].unit_code, "G");
  EXPECT_THAT(programme.audience[0].kinds, ElementsAre(kMandate, kBoardSeat));
  EXPECT_THAT(programme.audience[0].role_groups, ElementsAre(RoleGroup::kChair));
  EXPECT_THAT(programme.audience[0].roles, ElementsAre("*sekreterare*"));
  EXPECT_FALSE(programme.audience[0].excepts);
  EXPECT_TRUE(programme.audience[1].excepts && programme.audience[1].requires_computer);
  EXPECT_THAT(programme.audience[1].people, ElementsAre("personal:1001", "kim@alvnas.example"));
}

TEST(ProgrammeFileTest, SaysWhenMailsGo) {
  const auto file = ReadProgrammeFile(
      absl::StrCat(kGood, "[mail]\ninvitation = false\nbefore = [7, 1]\nescalation = [14, 28]\n"), "p.toml");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE(file->has_mails);
  EXPECT_EQ(file->definition.mails, (MailRule{false, {1, 7}, {3}, {14, 28}}))
      << "in order; what is left out is as usual";
}

TEST(ProgrammeFileTest, WithoutAWordOfMailsHasTheUsualOnes) {
  const auto file = ReadProgrammeFile(kGood, "p.toml");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_FALSE(file->has_mails);
  EXPECT_EQ(file->definition.mails, (MailRule{true, {7}, {3}, {}}));
}

TEST(ProgrammeFileTest, MailsHaveLimits) {
  const auto with = [](const std::string& mail) { return Violations(absl::StrCat(kGood, "[mail]\n", mail)); };
  EXPECT_THAT(with("before = [0]"), ElementsAre(HasSubstr("before has 0; each day is 1 to 365")));
  EXPECT_THAT(with("after = [3, 366]"), ElementsAre(HasSubstr("after has 366; each day is 1 to 365")));
  EXPECT_THAT(with("escalation = [14, 14]"), ElementsAre(HasSubstr("escalation has 14 after 14")));
  EXPECT_THAT(with("after = [1,2,3,4,5,6,7,8,9,10,11]"), ElementsAre(HasSubstr("after are at most 10 days")));
  EXPECT_THAT(with("after = 3"), ElementsAre(HasSubstr("after must be a list of days, such as [7, 1]")));
  EXPECT_THAT(with("after = [\"3\"]"), ElementsAre(HasSubstr("each of after must be a whole number")));
  EXPECT_THAT(with("invitation = 1"), ElementsAre(HasSubstr("invitation must be true or false")));
  EXPECT_THAT(with("befor = [1]"), ElementsAre(HasSubstr("(did you mean \"before\"?)")));
}

TEST(DefinitionTextTest, TellsMailsApart) {
  ProgrammeDefinition definition = ReadProgrammeFile(kGood, "p.toml")->definition;
  const std::string usual = DefinitionText(definition);
  definition.mails = {true, {}, {3, 7}, {}};
  const std::string after = DefinitionText(definition);
  definition.mails = {true, {3, 7}, {}, {}};
  EXPECT_NE(usual, after);
  EXPECT_NE(DefinitionText(definition), after);
}

TEST(ProgrammeFileTest, AMereListOfModulesIsEnough) {
  const auto file = ReadProgrammeFile(
      "name = \"A\"\nopens = \"2027-01-11\"\nmodules = [\"a\", \"b\"]\n[[audience]]\nunit = \"G\"\n",
      "p.toml");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_THAT(file->definition.modules,
              ElementsAre(ModuleDefinition{"a", std::nullopt}, ModuleDefinition{"b", std::nullopt}));
}

TEST(ProgrammeFileTest, EveryProblemIsNamedWithItsLine) {
  EXPECT_THAT(
      Violations("name = 1\nopens = \"soon\"\nmodlues = []\n"),
      ElementsAre(HasSubstr("p.toml:1 name must be text"), HasSubstr("p.toml:1 modules is missing"),
                  HasSubstr("p.toml:1 audience is missing"), HasSubstr("p.toml:2 opens must be a date"),
                  AllOf(HasSubstr("p.toml:3 unknown key \"modlues\""), HasSubstr("modules"))));
}

TEST(ProgrammeFileTest, WhatCannotBeSaidIsSaidOfItsLine) {
  EXPECT_THAT(ViolationsOf("days = 30", "days = 0"), ElementsAre(HasSubstr("p.toml:4 days is 1 to 730")));
  EXPECT_THAT(
      ViolationsOf("opens = 2027-02-01", "opens = 2026-02-01"),
      ElementsAre(HasSubstr("p.toml:11 opens has 2026-02-01 for secrecy, before the programme opens")));
  EXPECT_THAT(ViolationsOf("day = 15", "day = 32"), ElementsAre(HasSubstr("p.toml:27 day is 1 to 31")));
  EXPECT_THAT(ViolationsOf("except = true", "except = false"), ElementsAre());
  EXPECT_THAT(ViolationsOf("catch_up = \"paced\"", "catch_up = \"pased\""),
              ElementsAre(AllOf(HasSubstr("p.toml:16 catch_up cannot be \"pased\""), HasSubstr("paced"))));
  EXPECT_THAT(ViolationsOf("\"mandate\"", "\"MANDAT\""), ElementsAre(HasSubstr("p.toml:32 kinds cannot be")));
  EXPECT_THAT(ViolationsOf("recurrence = \"fixed\"", "recurrence = \"once\""),
              ElementsAre(HasSubstr("p.toml:24 month and day are for recurrence")));
}

TEST(ProgrammeFileTest, ARuleThatAsksForNothingIsRefused) {
  EXPECT_THAT(Violations("name = \"A\"\nopens = 2027-01-11\nmodules = [\"a\"]\n\n[[audience]]\n"),
              ElementsAre(HasSubstr("p.toml:5 audience asks for nothing")));
}

TEST(ProgrammeFileTest, AnAudienceThatLetsNobodyInIsRefused) {
  EXPECT_THAT(
      Violations(
          "name = \"A\"\nopens = 2027-01-11\nmodules = [\"a\"]\n[[audience]]\nunit = \"G\"\nexcept = true\n"),
      ElementsAre(HasSubstr("lets nobody in")));
}

TEST(ProgrammeFileTest, KnowsTheLineOfAFieldOfTheApi) {
  const absl::StatusOr<ProgrammeFile> file = ReadProgrammeFile(kGood, "p.toml");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->LineOf("programme.audience[1].people[1]"), 37);
  EXPECT_EQ(file->LineOf("programme.audience[0].kinds[0]"), 30) << "that of the rule";
  EXPECT_EQ(file->LineOf("programme.calendar.weeks_between"), 14);
  EXPECT_EQ(file->LineOf("request_id"), 0);
}

TEST(ProgrammeFileTest, WhatIsNotTomlIsRefused) {
  for (const char* text : {"name is A", "name = Å", "[[", "="}) {
    EXPECT_THAT(Violations(text), ElementsAre(HasSubstr("p.toml:1 "))) << text;
  }
}

}  // namespace
}  // namespace nanolearn
