// What is known of one person, given out.

#include "tests/integration/privacy_traces.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(Privacy, AnExportHasEverythingThatIsKnown) {
  const nlohmann::json record = Export("personal:PLANT7731");
  EXPECT_EQ(record["organisation"], "Älvnäs");
  EXPECT_EQ(record["person"], ture_.substr(ture_.rfind('/') + 1));
  const std::string all = record.dump();
  for (const char* planted : {"Planteryd", "070-5557731", "PLANT7731", "Planteringsvärd", kTuresEmail}) {
    EXPECT_THAT(all, HasSubstr(planted));
  }
  for (const char* section : {"names", "engagements", "programmes", "assignments", "completions", "exceptions", "lessons", "links",
                              "mails", "contact", "grants", "sessions", "audit"}) {
    EXPECT_THAT(record[section], Not(IsEmpty())) << section;
  }
  EXPECT_EQ(record["identities"], 1);
  EXPECT_EQ(record["assignments"].size(), 4u);
  EXPECT_THAT(all, HasSubstr("Intyg för Ture Planteryd"));
  EXPECT_THAT(all, HasSubstr("Ture Planteryd är sjuk"));
  EXPECT_THAT(all, HasSubstr("Ture Planteryd var inte där"));
  EXPECT_THAT(all, Not(HasSubstr("19640823"))) << "a personnummer is known as a keyed hash alone";
  EXPECT_THAT(all, Not(HasSubstr("bo@"))) << "nothing of others";
}

TEST_F(Privacy, AnExportGivesNoAccess) {
  const std::string code = LinkTo(AssignmentIn("first", "bild")).code();
  const std::string all = Export(ture_).dump();
  EXPECT_THAT(all, Not(HasSubstr(code)));
  EXPECT_THAT(all, Not(HasSubstr("Din kod"))) << "what is in a mail that gives access";
}

TEST_F(Privacy, ThatSomebodyWasExportedIsInTheAuditUnderTheirId) {
  Export(kTuresEmail);
  const AuditEntry entry = Chain().back();
  EXPECT_EQ(entry.action, "ExportPerson");
  EXPECT_EQ(entry.person_id, IdOf(ture_)) << "also when they were asked for by their address";
  EXPECT_THAT(entry.resource, Not(HasSubstr("ture")));
}

TEST_F(Privacy, WhoMayExportAndErase) {
  v1::ExportPersonResponse exported;
  EXPECT_TRUE(TryExport(WithRole(v1::ROLE_HR), ture_, &exported).ok());
  EXPECT_EQ(ReasonOf(TryExport(WithRole(v1::ROLE_AUDITOR), ture_, &exported)), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(TryExport(WithRole(v1::ROLE_HR, "KS"), ture_, &exported)), "OUTSIDE_UNIT");
  v1::ErasePersonResponse erased;
  EXPECT_EQ(ReasonOf(TryErase(WithRole(v1::ROLE_HR), ture_, &erased)), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(TryErase(WithRole(v1::ROLE_ADMIN, "KS"), ture_, &erased)), "OUTSIDE_UNIT");
}

TEST_F(Privacy, AProtectedIdentityIsExportedByAnAdminWhoSaysSo) {
  SendWithTure("2026-11-05", kTuresEmail, "J");
  v1::ExportPersonResponse response;
  const grpc::Status refused = TryExport(WithRole(v1::ROLE_HR), ture_, &response, true);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(ReasonOf(refused), "PROTECTED_IDENTITY");
  const grpc::Status unasked = TryExport(admin_, ture_, &response);
  EXPECT_EQ(unasked.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(unasked.error_message(), HasSubstr("hand it to nobody but the person"));
  EXPECT_TRUE(TryExport(admin_, ture_, &response, true).ok());
  EXPECT_THAT(response.json(), HasSubstr("Planteryd"));
}

}  // namespace
}  // namespace nanolearn::testing
