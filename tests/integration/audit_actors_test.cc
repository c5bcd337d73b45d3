// Whom the audit names: learners, those who sign in, directories, the server itself; and who was refused.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/http/csrf.h"
#include "tests/integration/audit_fixture.h"
#include "tests/integration/sign_in_link.h"
#include "tests/support/browser.h"
#include "tests/support/forgetful_store.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

class AuditActors : public AuditFixture {
 protected:
  std::string NewTokenOf(v1::Role role, const std::string& source = "", const std::string& unit = "") {
    v1::CreateTokenRequest request;
    request.set_parent(kAlvnas);
    request.mutable_token()->set_display_name("test");
    request.mutable_token()->set_role(role);
    request.mutable_token()->set_source(source);
    if (!unit.empty()) request.mutable_token()->set_unit(absl::StrCat(kAlvnas, "/units/", unit));
    v1::CreateTokenResponse response;
    EXPECT_TRUE(admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &response).ok());
    return response.secret();
  }

  static AuditOrigin FromTheWeb(AuditActor actor) { return {actor, AuditChannel::kHttp, "127.0.0.1"}; }

  Organisation Alvnas() {
    std::optional<Organisation> found;
    InRead([&](const ReadTransaction& tx) { found = tx.organisations().Find("alvnas"); });
    return *found;
  }
};

TEST_F(AuditActors, OfALessonAreTheLearnersWithoutTheirAddress) {
  const Id bo = IdOf(PersonOf("Bo"));
  const std::string code = CodeOf("Bo");
  const AuditOrigin learner = LearnerOrigin(bo);
  EXPECT_EQ(learner.address, "");
  size_t before = Chain().size();
  ASSERT_TRUE(links().MakeScreenCode(code).ok());
  AuditEntry entry = OneAdded(before, "CreateScreenCode");
  EXPECT_EQ(entry.origin, learner);
  EXPECT_EQ(entry.person_id, bo);

  Walk(code);
  before = Chain().size();
  ASSERT_TRUE(lessons().Complete(code).ok());
  entry = OneAdded(before, "RecordCompletion");
  EXPECT_EQ(entry.origin, learner);
  EXPECT_EQ(entry.person_id, bo);
  ASSERT_TRUE(lessons().Complete(code).ok());
  EXPECT_EQ(Chain().size(), before + 1) << "it is done already";
}

TEST_F(AuditActors, OfCompletionsThatAreWrittenTogetherStayTheirOwn) {
  const AuditOrigin learner = LearnerOrigin(IdOf(PersonOf("Bo")));
  const std::vector<CompletionRequest> requests = {
      {.assignment_id = IdOf(AssignmentOf("Bo")), .request_id = "bo", .origin = learner},
      {.assignment_id = IdOf(AssignmentOf("Cilla")), .request_id = "cilla", .origin = AdminOrigin()}};
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(server_.operations().completions.RecordAll(Alvnas(), requests).ok());
  }
  const std::vector<AuditEntry> entries = Entries("RecordCompletion");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].origin, learner);
  EXPECT_EQ(entries[0].request_id, "bo");
  EXPECT_EQ(entries[1].origin, AdminOrigin());
}

TEST_F(AuditActors, WhoSignInArePeopleOrGrants) {
  const Id anna = IdOf(PersonOf("Anna"));
  Browser browser = SignedInByLink(server_, "anna@alvnas.example");
  std::vector<AuditEntry> entries = Entries("SignIn");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].origin, FromTheWeb({AuditActorType::kPerson, anna}));
  EXPECT_EQ(entries[0].person_id, anna);
  const std::string session = entries[0].details.at("session");

  const std::string csrf = http::CsrfToken(server_.operations().env.keys.InUse(), browser.secret());
  browser.Post("/sign-out", {{"csrf", csrf}});
  entries = Entries("SignOut");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].origin, FromTheWeb({AuditActorType::kPerson, anna}));
  EXPECT_THAT(entries[0].details, ElementsAre(Pair("session", session)));

  v1::CreateAccessGrantRequest request;
  request.set_parent(kAlvnas);
  request.mutable_access_grant()->set_email("karin@granskare.example");
  request.mutable_access_grant()->set_role(v1::ROLE_AUDITOR);
  v1::AccessGrant grant;
  ASSERT_TRUE(
      admin_.Call(&v1::AccessGrantService::Stub::CreateAccessGrant, *admin_.access_grants, request, &grant)
          .ok());
  SignedInByLink(server_, "karin@granskare.example");
  EXPECT_EQ(Entries("SignIn").back().origin, FromTheWeb({AuditActorType::kGrant, IdOf(grant.name())}));
}

TEST_F(AuditActors, OfADirectoryAreItsToken) {
  const std::string token = NewTokenOf(v1::ROLE_HR, "entra");
  const AuditOrigin directory = FromTheWeb({AuditActorType::kToken, TokenId(token)});
  const HttpClient client(server_.http_address(), token);
  nlohmann::json user = {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:User"}},
                         {"userName", "kim@alvnas.example"},
                         {"active", true},
                         {"name", {{"givenName", "Kim"}, {"familyName", "Holm"}}}};
  const HttpAnswer created = client.Send("POST", "/scim/v2/Users", user.dump());
  ASSERT_EQ(created.status, 201) << created.body;
  const std::string id = created.Json().value("id", "");
  const std::string path = absl::StrCat("/scim/v2/Users/", id);
  user["title"] = "Handläggare";
  for (int i = 0; i < 2; ++i) ASSERT_EQ(client.Send("PUT", path, user.dump()).status, 200);
  ASSERT_EQ(client.Send("DELETE", path).status, 204);
  for (const char* action : {"CreateDirectoryUser", "UpdateDirectoryUser", "DeleteDirectoryUser"}) {
    const std::vector<AuditEntry> entries = Entries(action);
    ASSERT_EQ(entries.size(), 1u) << action;
    EXPECT_EQ(entries[0].origin, directory) << action;
    EXPECT_EQ(entries[0].resource, absl::StrCat(kAlvnas, "/directoryUsers/", id));
    EXPECT_NE(entries[0].person_id, kNoId) << action;
  }

  const nlohmann::json group = {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:Group"}},
                                {"displayName", "Kims grupp"}};
  const HttpAnswer made = client.Send("POST", "/scim/v2/Groups", group.dump());
  ASSERT_EQ(made.status, 201) << made.body;
  const std::vector<AuditEntry> entries = Entries("CreateDirectoryGroup");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].resource, absl::StrCat(kAlvnas, "/directoryGroups/", made.Json().value("id", "")));
}

TEST_F(AuditActors, OfAScheduledReportIsTheServer) {
  v1::SetReportScheduleRequest request;
  request.mutable_schedule()->set_name(absl::StrCat(kAlvnas, "/reportSchedules/board"));
  request.mutable_schedule()->set_kind(v1::REPORT_KIND_BOARD);
  request.mutable_schedule()->set_unit(absl::StrCat(kAlvnas, "/units/1004"));
  request.mutable_schedule()->set_every(v1::REPORT_INTERVAL_QUARTER);
  request.mutable_schedule()->set_days_after(5);
  request.mutable_schedule()->add_recipients("kim.holm@alvnas.example");
  v1::ReportSchedule schedule;
  ASSERT_TRUE(
      admin_.Call(&v1::ReportService::Stub::SetReportSchedule, *admin_.reports, request, &schedule).ok());
  server_.clock().SetDay(Date(2027, 1, 8));
  // The server's own job may have been faster.
  ASSERT_TRUE(server_.operations().report_schedules.MakeNext(Alvnas(), {}).ok());
  const std::vector<AuditEntry> entries = Entries("CreateReport");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].origin, AuditOrigin());
  EXPECT_EQ(entries[0].details.at("period"), "2026-Q4");
}

TEST_F(AuditActors, WhoWereRefusedLeaveADenialAndNothingDone) {
  const std::string auditor = NewTokenOf(v1::ROLE_AUDITOR);
  const TestClient client = server_.WithToken(auditor);
  const size_t before = Chain().size();
  v1::RevokeTokenRequest request;
  request.set_name(absl::StrCat(kAlvnas, "/tokens/", FormatId(TokenId(auditor))));
  v1::Token token;
  EXPECT_EQ(client.Call(&v1::TokenService::Stub::RevokeToken, *client.tokens, request, &token).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  const std::vector<AuditEntry> chain = Chain();
  ASSERT_EQ(chain.size(), before + 1);
  EXPECT_EQ(chain.back().action, "RevokeToken");
  EXPECT_EQ(chain.back().outcome, AuditOutcome::kDenied);
  EXPECT_EQ(chain.back().origin, CallOf(auditor));
}

// Recording is answered from another thread, apart from the other calls.
TEST_F(AuditActors, WhoMayNotRecordForAnotherUnitLeaveADenial) {
  const std::string assignment = AssignmentOf("Bo");
  const std::string service = NewTokenOf(v1::ROLE_SERVICE, "", "KS");
  const TestClient client = server_.WithToken(service);
  v1::RecordCompletionRequest request;
  request.set_assignment(assignment);
  v1::RecordCompletionResponse response;
  EXPECT_EQ(client
                .Call(&v1::CompletionService::Stub::RecordCompletion, *client.completions, request, &response)
                .error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  const std::vector<AuditEntry> entries = Entries("RecordCompletion");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].outcome, AuditOutcome::kDenied);
  EXPECT_EQ(entries[0].origin, CallOf(service));
}

TEST_F(AuditActors, HaveOneEntryWhenNobodyKnewWhetherItWasWritten) {
  const Environment& real = server_.operations().env;
  ForgetfulStore forgetful(real.store);
  const Environment env{forgetful, real.clock, real.ids, real.keys};
  Operations operations(env);
  Caller admin;
  admin.token.role = Role::kAdmin;
  const Id assignment = IdOf(AssignmentOf("Bo", "rutin"));
  for (const char* action : {"CreateToken", "CreateLink", "RecordCompletion"}) {
    EXPECT_THAT(Entries(action), IsEmpty()) << action;
  }
  const auto token = operations.tokens.Create(
      admin, {.organisation = "alvnas", .display_name = "Kim", .role = Role::kAuditor});
  ASSERT_TRUE(token.ok()) << token.status();
  ASSERT_TRUE(operations.tokens.Revoke(admin, "alvnas", token->token.token.id).ok());
  ASSERT_TRUE(operations.learner_links.Create(admin, "alvnas", assignment, 0).ok());
  const std::vector<CompletionRequest> completions = {{.assignment_id = assignment}};
  ASSERT_TRUE(operations.completions.RecordAll(Alvnas(), completions).ok());
  ASSERT_TRUE(operations.mail_templates
                  .Update(admin, "alvnas",
                          {.kind = LetterKind::kInvitation,
                           .language = "sv",
                           .subject = "Hej",
                           .body = "{{greeting}}\n\nEgna ord.\n\n{{link}}\n"})
                  .ok());
  for (const char* action :
       {"CreateToken", "RevokeToken", "CreateLink", "RecordCompletion", "UpdateMailTemplate"}) {
    EXPECT_EQ(Entries(action).size(), 1u) << action;
  }
}

}  // namespace
}  // namespace nanolearn::testing
