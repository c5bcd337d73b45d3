#include "service/domain/sync_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/base/error.h"
#include "service/domain/errors/roster.h"
#include "service/domain/shown_file_name.h"
#include "service/domain/sync_report.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Organisation kAlvnas = {.id = 1, .slug = "alvnas", .display_name = "Älvnäs kommunkoncern"};
const Source kPersonal = {.id = 2, .name = "personal", .owner_email = "hr@alvnas.example"};

SyncRun Held() {
  SyncRun run{.id = 99, .source_id = 2, .state = SyncRunState::kHeld, .file_name = "personal_2026-12.csv"};
  run.effective = Date(2026, 12, 1);
  run.counts.rows = 2;
  run.counts.leaves = 1800;
  run.hold_reasons = {{"MANY_LEAVERS", "1800 of the 1880 people of this source are missing."},
                      {"SOMETHING_NEW", "A sentence that has no Swedish yet."}};
  return run;
}

TEST(HeldRunMail, SaysInBothLanguagesWhatWhyAndWhatToDo) {
  const std::optional<Mail> mail = HeldRunMail(kAlvnas, kPersonal, Held());
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->recipient, "hr@alvnas.example");
  EXPECT_EQ(mail->about, "held run " + FormatId(99));
  EXPECT_THAT(mail->subject, HasSubstr("personal_2026-12.csv"));
  const size_t english = mail->text.find("--- In English ---");
  ASSERT_NE(english, std::string::npos);
  const std::string swedish = mail->text.substr(0, english), rest = mail->text.substr(english);
  EXPECT_THAT(swedish, HasSubstr("Filen personal_2026-12.csv från källan personal (Älvnäs kommunkoncern)"));
  EXPECT_THAT(
      swedish,
      HasSubstr("- Ovanligt många skulle sluta tidigare än väntat: 1\u00a0800 personer. De saknas i listan "
                "eller har fått andra datum. Om listan godkänns slutar de från och med den 1 december 2026. "
                "Siffrorna och gränsen står nedan på engelska.\n"));
  EXPECT_THAT(swedish, HasSubstr("- Något annat är ovanligt. Vad det är står nedan på engelska.\n"));
  EXPECT_THAT(rest, HasSubstr("- A sentence that has no Swedish yet.\n"));
  EXPECT_THAT(swedish, HasSubstr("1\u00a0800 slutar"));
  EXPECT_THAT(rest, HasSubstr("- 1800 of the 1880 people of this source are missing.\n"));
  for (const std::string& text : {swedish, rest}) {
    for (const std::string verb : {"show", "approve", "reject"}) {
      EXPECT_THAT(text,
                  HasSubstr("nanolearn --organisation alvnas people sync " + verb + " " + FormatId(99)));
    }
  }
}

TEST(HeldRunMail, HasEachKnownReasonInSwedish) {
  for (const char* reason :
       {"EMPTY_FILE", "FILE_CUT_OFF", "MAPPING_MISFIT", "NO_USABLE_ROW", "MANY_REFUSED", "MANY_LEAVERS",
        "MANY_UNIT_LEAVERS", "MANY_WEEK_LEAVERS", "MANY_REKEYED", "OLDER_FILE"}) {
    SyncRun run = Held();
    run.hold_reasons = {{reason, "English."}};
    const std::string text = HeldRunMail(kAlvnas, kPersonal, run)->text;
    const std::string swedish = text.substr(0, text.find("--- In English ---"));
    EXPECT_THAT(swedish, Not(HasSubstr("Något annat"))) << reason;
    EXPECT_THAT(swedish, Not(HasSubstr("English."))) << reason;
  }
}

TEST(HeldRunMail, SaysHowManyOfTheRowsCannotBeUsed) {
  SyncRun run = Held();
  run.counts.rows = 2400;
  run.counts.rows_refused = 300;
  run.hold_reasons = {{"MANY_REFUSED", "English."}};
  EXPECT_THAT(HeldRunMail(kAlvnas, kPersonal, run)->text,
              HasSubstr("- Ovanligt många rader går inte att använda: 300 av 2\u00a0400 (12,5\u00a0%).\n"));
}

TEST(HeldRunMail, SaysInSwedishWhichUnitsLoseHowManyOfHowMany) {
  SyncRun run = Held();
  HoldFigures figures{.max_percent = 50, .leavers = 2034, .more_units = 2};
  figures.units = {{"5001", "Bibliotek", 1010, 1240}, {"30", "", 24, 28}};
  run.hold_reasons = {{"MANY_UNIT_LEAVERS", "English.", figures}};
  EXPECT_THAT(HeldRunMail(kAlvnas, kPersonal, run)->text,
              HasSubstr("- 4 enheter skulle förlora mer än 50\u00a0% av sina personer: Bibliotek (5001) "
                        "1\u00a0010 av 1\u00a0240, 30 24 av 28 och 2 enheter till. Om listan godkänns slutar "
                        "2\u00a0034 personer från och med den 1 december 2026.\n"));
}

TEST(HeldRunMail, SaysTheFiguresAndTheLimitInSwedish) {
  SyncRun run = Held();
  for (const char* reason : {"MANY_REFUSED", "MANY_LEAVERS", "MANY_WEEK_LEAVERS", "MANY_REKEYED"}) {
    run.hold_reasons = {{reason, "English.", {.part = 60, .whole = 1200, .max_percent = 3, .leavers = 12}}};
    const std::string text = HeldRunMail(kAlvnas, kPersonal, run)->text;
    const std::string swedish = text.substr(0, text.find("--- In English ---"));
    EXPECT_THAT(swedish, HasSubstr("60 av 1\u00a0200 ")) << reason;
    EXPECT_THAT(swedish, HasSubstr("(5,0\u00a0%; upp till 3\u00a0% godtas utan fråga)")) << reason;
    EXPECT_THAT(swedish, Not(HasSubstr("på engelska"))) << reason;
    EXPECT_THAT(swedish, Not(HasSubstr("2026-12-01"))) << reason;
  }
}

TEST(HeldRunMail, DoesNotOfferToApproveWhatCannotBe) {
  SyncRun run = Held();
  run.approvable = false;
  const Mail mail = HeldRunMail(kAlvnas, kPersonal, run).value();
  EXPECT_THAT(mail.text, Not(HasSubstr("sync approve")));
  EXPECT_THAT(mail.text, HasSubstr("Den här listan kan inte godkännas."));
  EXPECT_THAT(mail.text, HasSubstr("sync reject"));
}

TEST(HeldRunMail, IsWrittenToNobodyWhereNobodyOwnsTheSource) {
  Source nobodys = kPersonal;
  nobodys.owner_email = "";
  EXPECT_FALSE(HeldRunMail(kAlvnas, nobodys, Held()));
  EXPECT_FALSE(FailedFileMail(kAlvnas, nobodys, "a.csv", absl::InvalidArgumentError("It is no text."), "a"));
}

TEST(HeldRunMail, TellsOfADirectoryWithoutAFile) {
  SyncRun run = Held();
  run.file_name = "";
  run.origin = SyncOrigin::kDirectory;
  EXPECT_THAT(HeldRunMail(kAlvnas, kPersonal, run)->text, HasSubstr("Ändringarna från källan personal"));
}

TEST(SyncMail, HoldsNothingOfAFileNameThatDeceivesOrTellsWhoSomebodyIs) {
  SyncRun run = Held();
  run.file_name = "lista\r\nBcc: x@y.example\xff 19800101-9999 \u202Evsc.exe";
  const Mail mail = HeldRunMail(kAlvnas, kPersonal, run).value();
  for (const std::string& text : {mail.subject, mail.text}) {
    EXPECT_THAT(text, Not(HasSubstr("\r")));
    EXPECT_THAT(text, Not(HasSubstr("\nBcc")));
    EXPECT_THAT(text, Not(HasSubstr("9999")));
    EXPECT_THAT(text, Not(HasSubstr("\u202E")));
  }
  EXPECT_FALSE(HasControlCharacter(mail.subject));
  EXPECT_LE(CountCharacters(ShownFileName(std::string(500, 'x'))), 120u);
}

TEST(FailedFileMail, GivesTheServersSentence) {
  const absl::Status why = absl::InvalidArgumentError("The file is no text.");
  const Mail mail = FailedFileMail(kAlvnas, kPersonal, "personal.csv", why, "file 1").value();
  EXPECT_EQ(mail.about, "file 1");
  EXPECT_THAT(mail.text, HasSubstr("Filen personal.csv från källan personal"));
  EXPECT_THAT(mail.text, HasSubstr("    The file is no text.\n"));
}

TEST(FailedFileMail, HasNoEnglishInItsSwedish) {
  const absl::Status why = absl::InvalidArgumentError("the file is no text");
  const std::string text = FailedFileMail(kAlvnas, kPersonal, "a.csv", why, "a")->text;
  EXPECT_GT(text.find("the file is no text"), text.find("--- In English ---"));
}

// After `--effective` a later day nothing is wrong with the nightly files.
TEST(FailedFile, AfterAListForALaterDayNothingIsWrong) {
  const absl::Status why =
      errors::EffectiveBeforeLast("the source 'personal'", Date(2026, 11, 24), Date(2026, 12, 1));
  const Mail mail = FailedFileMail(kAlvnas, kPersonal, "a.csv", why, "a").value();
  EXPECT_THAT(mail.subject, HasSubstr("lästes inte in"));
  EXPECT_THAT(
      mail.text,
      HasSubstr("en lista för en senare dag, den 1 december 2026, redan är inläst. Det är inget fel"));
  EXPECT_THAT(mail.text, HasSubstr("a list for a later day, 2026-12-01, has been read already"));
  EXPECT_THAT(mail.text, HasSubstr("people sync --source personal --effective DAY --replay FILE\n"));
  const std::string report = FailureReport("alvnas", "personal", "a.csv", why);
  EXPECT_THAT(report,
              HasSubstr("Nothing is wrong with the file: a list for 2026-12-01 has been read already."));
  EXPECT_THAT(report, HasSubstr("--replay FILE"));
  for (const std::string& text : {mail.text, report}) {
    EXPECT_THAT(text, Not(HasSubstr("orrect what is wrong")));
    EXPECT_THAT(text, Not(HasSubstr("could not be read")));
    EXPECT_THAT(text, Not(HasSubstr("Rätta")));
  }
}

// A file without a header has a person in its place.
TEST(SyncMail, QuotesNoHeadings) {
  const std::string sentence = "The column \"Anstnr\" is missing. The file's columns are: \"Anna\", \"Ek\".";
  const absl::Status why =
      MakeError(absl::StatusCode::kInvalidArgument, sentence, {.reason = "MISSING_COLUMN"});
  EXPECT_THAT(FailedFileMail(kAlvnas, kPersonal, "a.csv", why, "a")->text, Not(HasSubstr("Anna")));
  SyncRun run = Held();
  run.hold_reasons = {{"MAPPING_MISFIT", sentence}, {"NO_USABLE_ROW", sentence}};
  const std::string text = HeldRunMail(kAlvnas, kPersonal, run)->text;
  EXPECT_THAT(text, Not(HasSubstr("Anna")));
  EXPECT_THAT(text, HasSubstr("- The file cannot be read with the source's mapping.\n"));
}

TEST(SyncReport, OfAHeldRunSaysWhyAndWhatToDo) {
  SyncRun run = Held();
  run.problem_count = 3;
  run.problems = {{RowProblem::Severity::kError, "personal_2026-12.csv", 12, "Orgkod", "UNKNOWN_UNIT", "XX",
                   "there is no such unit"}};
  const std::string report = SyncReport("alvnas", "personal", run);
  EXPECT_THAT(report, HasSubstr("HELD: nothing is changed until somebody approves or rejects it"));
  EXPECT_THAT(report, HasSubstr("  - 1800 of the 1880 people of this source are missing.\n"));
  EXPECT_THAT(report, HasSubstr("people sync approve " + FormatId(99)));
  EXPECT_THAT(report, HasSubstr("error personal_2026-12.csv:12: Orgkod: XX: there is no such unit\n"));
  EXPECT_THAT(report, HasSubstr("... and 2 more.\n"));
}

TEST(SyncReport, OfAnAppliedRunCounts) {
  SyncRun run = Held();
  run.state = SyncRunState::kApplied;
  run.hold_reasons.clear();
  run.counts.rows_refused = 1;
  const std::string report = SyncReport("alvnas", "personal", run);
  EXPECT_THAT(report, HasSubstr("Outcome:                APPLIED\n"));
  EXPECT_THAT(report, HasSubstr("Rows left out:          1\n"));
  EXPECT_THAT(report, Not(HasSubstr("What to do")));
}

}  // namespace
}  // namespace nanolearn
