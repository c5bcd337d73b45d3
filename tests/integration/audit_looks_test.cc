// Looks at individuals leave an entry, whichever way somebody looks; what somebody was refused fills neither the chain nor memory.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/domain/unicode.h"
#include "service/http/csrf.h"
#include "tests/integration/audit_fixture.h"
#include "tests/integration/sign_in_link.h"
#include "tests/support/browser.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

class AuditLooks : public AuditFixture {
 protected:
  grpc::Status GetUnit(const TestClient& client, const std::string& name) {
    v1::GetUnitRequest request;
    request.set_name(name);
    v1::Unit unit;
    return client.Call(&v1::UnitService::Stub::GetUnit, *client.units, request, &unit);
  }
  std::vector<AuditEntry> Denials() {
    std::vector<AuditEntry> chain = Chain();
    std::erase_if(chain, [](const AuditEntry& entry) { return entry.outcome != AuditOutcome::kDenied; });
    return chain;
  }
  void ListAudit(const std::string& person) {
    v1::ListAuditEntriesRequest request;
    request.set_parent(kAlvnas);
    request.set_person(person);
    v1::ListAuditEntriesResponse response;
    ASSERT_TRUE(admin_.Call(&v1::AuditService::Stub::ListAuditEntries, *admin_.audit, request, &response).ok());
  }
};

TEST_F(AuditLooks, WhatMergingTwoWouldDoIsALookAtThem) {
  const std::string bo = PersonOf("Bo");
  v1::MergePeopleRequest request;
  request.set_name(bo);
  request.set_merged_person(PersonOf("Cilla"));
  request.set_validate_only(true);
  v1::MergePeopleResponse response;
  ASSERT_TRUE(admin_.Call(&v1::PersonService::Stub::MergePeople, *admin_.people, request, &response).ok());
  const std::vector<AuditEntry> entries = Entries("MergePeople");
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_EQ(entries[0].person_id, IdOf(bo));
  EXPECT_THAT(entries[0].details, ElementsAre(Pair("validate_only", "true"))) << "and no change";
  EXPECT_EQ(entries[0].origin, AdminOrigin());
}

TEST_F(AuditLooks, WhatAListWouldDoIsALookAtWhomItTellsOf) {
  const size_t before = Entries("SyncPeople").size();
  v1::SyncPeopleHeader header = HeaderFor("personal", "personal.csv", "2026-11-11");
  header.set_validate_only(true);
  v1::SyncPeopleResponse run;
  ASSERT_TRUE(admin_.Sync(header, ListOf({Anna()}), &run).ok());
  EXPECT_GT(run.changes_size(), 0);
  const std::vector<AuditEntry> entries = Entries("SyncPeople");
  ASSERT_THAT(entries, SizeIs(before + 1));
  EXPECT_EQ(entries.back().resource, kAlvnas);
  EXPECT_THAT(entries.back().details, Contains(Pair("validate_only", "true")));
}

TEST_F(AuditLooks, WhatErasingSomebodyWouldDoIsALookAtThem) {
  const Id bo = IdOf(PersonOf("Bo"));
  Send({Anna(), Cilla()}, "2026-11-20");
  server_.clock().SetDay(Date(2026, 12, 1));
  v1::ErasePersonRequest request;
  request.set_parent(kAlvnas);
  request.set_person("personal:2");
  request.set_validate_only(true);
  v1::ErasePersonResponse response;
  const grpc::Status status =
      admin_.Call(&v1::PrivacyService::Stub::ErasePerson, *admin_.privacy, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  const std::vector<AuditEntry> entries = Entries("ErasePerson");
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_EQ(entries[0].person_id, bo);
}

TEST_F(AuditLooks, AtRunsOfListsAreLooksAtWhomTheyTellOf) {
  v1::ListSyncRunsRequest request;
  request.set_parent(kAlvnas);
  v1::ListSyncRunsResponse response;
  ASSERT_TRUE(admin_.Call(&v1::SyncRunService::Stub::ListSyncRuns, *admin_.sync_runs, request, &response).ok());
  EXPECT_THAT(Entries("ListSyncRuns"), SizeIs(1));
}

TEST_F(AuditLooks, AtMailsThatNothingWasDoneAboutAreLooks) {
  v1::CreateAccessGrantRequest request;
  request.set_parent(kAlvnas);
  request.mutable_access_grant()->set_email("hr@byra.example");
  request.mutable_access_grant()->set_role(v1::ROLE_HR);
  v1::AccessGrant grant;
  ASSERT_TRUE(
      admin_.Call(&v1::AccessGrantService::Stub::CreateAccessGrant, *admin_.access_grants, request, &grant).ok());
  Browser browser = SignedInByLink(server_, "hr@byra.example");
  const std::string csrf = http::CsrfToken(server_.operations().env.keys.InUse(), browser.secret());
  ASSERT_EQ(browser.Post("/coordinate/mails/retry", {{"csrf", csrf}}).status, 200);
  EXPECT_THAT(Entries("POST /coordinate/mails/retry"), SizeIs(1));
}

TEST_F(AuditLooks, NameWhomSomebodyAskedForByAKeyAndEachIsOne) {
  const Id anna = IdOf(PersonOf("Anna")), bo = IdOf(PersonOf("Bo"));
  ListAudit("personal:1");
  ListAudit("personal:2");
  ListAudit("personal:2");
  const std::vector<AuditEntry> entries = Entries("ListAuditEntries");
  ASSERT_THAT(entries, SizeIs(2)) << "the same again is one look";
  EXPECT_EQ(entries[0].person_id, anna);
  EXPECT_EQ(entries[1].person_id, bo);
}

TEST_F(AuditLooks, AtAnotherUnitIsAnotherLookAndAtAnotherPageIsNot) {
  v1::ListPeopleRequest request;
  request.set_parent(kAlvnas);
  request.set_page_size(1);
  v1::ListPeopleResponse response;
  const auto list = [&] {
    EXPECT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &response).ok());
  };
  const size_t before = Entries("ListPeople").size();
  list();
  request.set_page_token(response.next_page_token());
  ASSERT_NE(request.page_token(), "");
  list();
  EXPECT_EQ(Entries("ListPeople").size(), before + 1);
  request.clear_page_token();
  request.set_query("Ann");
  list();
  EXPECT_EQ(Entries("ListPeople").size(), before + 2);
}

TEST_F(AuditLooks, RefusalsByTheRoleSayWhatWasAskedFor) {
  const TestClient author = WithRole(v1::ROLE_AUTHOR);
  v1::GetPersonRequest request;
  request.set_name(PersonOf("Bo"));
  v1::Person person;
  EXPECT_FALSE(author.Call(&v1::PersonService::Stub::GetPerson, *author.people, request, &person).ok());
  const std::vector<AuditEntry> denials = Denials();
  ASSERT_THAT(denials, SizeIs(1));
  EXPECT_EQ(denials[0].resource, request.name());
  EXPECT_EQ(denials[0].person_id, IdOf(request.name()));
}

TEST_F(AuditLooks, RefusalsInsideOfAStreamAreThereToo) {
  TestClient hr = WithRole(v1::ROLE_HR, "KS");
  v1::SyncPeopleResponse run;
  EXPECT_EQ(ReasonOf(hr.Sync(HeaderFor("personal", "personal.csv", "2026-11-11"), ListOf({Anna()}), &run)), "OUTSIDE_UNIT");
  const TestClient of_another = server_.WithToken(CreateToken(admin_, v1::ROLE_AUDITOR));
  grpc::ClientContext context;
  of_another.Prepare(context);
  v1::WatchComplianceRequest request;
  request.set_parent("organisations/another");
  v1::WatchComplianceResponse response;
  const auto reader = of_another.compliance->WatchCompliance(&context, request);
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(ReasonOf(reader->Finish()), "NOT_ALLOWED");
  const std::vector<AuditEntry> denials = Denials();
  ASSERT_THAT(denials, SizeIs(2));
  EXPECT_EQ(denials[0].action, "SyncPeople");
  EXPECT_EQ(denials[0].resource, kAlvnas);
  EXPECT_EQ(denials[1].action, "WatchCompliance");
  EXPECT_EQ(denials[1].resource, "organisations/another");
}

TEST_F(AuditLooks, OfEndlessNamesNothingIsKept) {
  const TestClient auditor = WithRole(v1::ROLE_AUDITOR);
  for (const char letter : {'a', 'b', 'c'}) {
    const std::string name = absl::StrCat("organisations/", std::string(3 << 20, letter));
    EXPECT_EQ(GetUnit(auditor, absl::StrCat(name, "/units/KS")).error_code(), grpc::StatusCode::PERMISSION_DENIED);
  }
  const std::vector<AuditEntry> denials = Denials();
  ASSERT_THAT(denials, SizeIs(1)) << "without their names they are one";
  EXPECT_EQ(denials[0].resource, "");
}

TEST_F(AuditLooks, WhoIsRefusedAgainAndAgainDoesNotFillTheChain) {
  const TestClient manager = WithRole(v1::ROLE_MANAGER, "KS");
  for (int i = 0; i < 320; ++i) {
    ASSERT_EQ(ReasonOf(GetUnit(manager, absl::StrCat(kAlvnas, "/units/X", i))), "OUTSIDE_UNIT");
  }
  const std::vector<AuditEntry> denials = Denials();
  ASSERT_THAT(denials, SizeIs(301));
  EXPECT_EQ(denials.back().resource, "");
  EXPECT_THAT(denials.back().details, ElementsAre(Pair("reason", "MANY_REFUSALS")));
  EXPECT_EQ(denials.back().action, "GetUnit");
}

TEST_F(AuditLooks, AnAddressThatIsNotTextDoesNotKeepARefusalOut) {
  Browser browser = SignedInByLink(server_, "anna@alvnas.example");
  EXPECT_EQ(browser.Get("/coordinate/runs/%FF").status, 404);
  const std::vector<AuditEntry> denials = Denials();
  ASSERT_THAT(denials, SizeIs(1));
  EXPECT_EQ(denials[0].action, "GET /coordinate/runs/{id}");
  EXPECT_EQ(FindNotUtf8(denials[0].resource), std::nullopt);
}

}  // namespace
}  // namespace nanolearn::testing
