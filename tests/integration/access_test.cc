// Who may do what, and that nobody learns what is there without the right to.

#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using grpc::StatusCode;

class Access : public ::testing::Test {
 protected:
  Access() : admin_(server_.Admin()) { LoadDemo(admin_); }

  v1::CreateTokenResponse NewToken(v1::Role role, const std::string& unit = "",
                                   absl::Time expires = absl::InfiniteFuture(),
                                   const std::string& organisation = kAlvnas) {
    v1::CreateTokenRequest request;
    request.set_parent(organisation);
    request.mutable_token()->set_display_name("test");
    request.mutable_token()->set_role(role);
    if (!unit.empty()) request.mutable_token()->set_unit(absl::StrCat(organisation, "/units/", unit));
    if (expires != absl::InfiniteFuture()) {
      request.mutable_token()->mutable_expire_time()->set_seconds(absl::ToUnixSeconds(expires));
    }
    v1::CreateTokenResponse response;
    const grpc::Status status =
        admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  grpc::Status ReadUnit(const TestClient& client, const std::string& name) {
    v1::GetUnitRequest request;
    request.set_name(name);
    v1::Unit response;
    return client.Call(&v1::UnitService::Stub::GetUnit, *client.units, request, &response);
  }

  grpc::Status Figures(TestClient& client, const std::string& unit, v1::QueryComplianceResponse* response) {
    v1::QueryComplianceRequest request;
    request.set_parent(kAlvnas);
    request.set_page_size(1000);
    if (!unit.empty()) request.set_unit(absl::StrCat(kAlvnas, "/units/", unit));
    return client.Call(&v1::ComplianceService::Stub::QueryCompliance, *client.compliance, request, response);
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(Access, NeedsATokenForEverythingButHealth) {
  EXPECT_EQ(ReasonOf(ReadUnit(server_.WithToken(""), absl::StrCat(kAlvnas, "/units/G"))), "NO_TOKEN");
  const grpc::Status status = ReadUnit(server_.WithToken("nl_wrong"), absl::StrCat(kAlvnas, "/units/G"));
  EXPECT_EQ(status.error_code(), StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(ReasonOf(status), "BAD_TOKEN");
}

TEST_F(Access, TellsNobodyWithoutATokenWhatServes) {
  for (const char* token : {"", "nl_wrong"}) {
    const TestClient stranger = server_.WithToken(token);
    grpc::ClientContext context;
    stranger.Prepare(context);
    v1::GetStatusResponse response;
    const grpc::Status status = stranger.status->GetStatus(&context, {}, &response);
    EXPECT_EQ(status.error_code(), StatusCode::UNAUTHENTICATED);
    std::string told = absl::StrCat(status.error_message(), response.ShortDebugString());
    for (const auto* metadata : {&context.GetServerInitialMetadata(), &context.GetServerTrailingMetadata()}) {
      for (const auto& [name, value] : *metadata) {
        absl::StrAppend(&told, std::string(name.data(), name.size()), ": ", std::string(value.data(), value.size()), "\n");
      }
    }
    for (const std::string& what : {std::string(NANOLEARN_VERSION), grpc::Version()}) {
      EXPECT_FALSE(absl::StrContains(told, what)) << what << " is in " << told;
    }
  }
}

TEST_F(Access, EndsWhenATokenExpiresOrIsRevoked) {
  const auto token = NewToken(v1::ROLE_AUDITOR, "", server_.clock().Now() + absl::Hours(1));
  const TestClient auditor = server_.WithToken(token.secret());
  EXPECT_TRUE(ReadUnit(auditor, absl::StrCat(kAlvnas, "/units/G")).ok());
  server_.clock().Set(server_.clock().Now() + absl::Hours(2));
  EXPECT_EQ(ReasonOf(ReadUnit(auditor, absl::StrCat(kAlvnas, "/units/G"))), "TOKEN_EXPIRED");

  const auto second = NewToken(v1::ROLE_AUDITOR);
  const TestClient revoked = server_.WithToken(second.secret());
  EXPECT_TRUE(ReadUnit(revoked, absl::StrCat(kAlvnas, "/units/G")).ok());
  v1::RevokeTokenRequest request;
  request.set_name(second.token().name());
  v1::Token response;
  ASSERT_TRUE(admin_.Call(&v1::TokenService::Stub::RevokeToken, *admin_.tokens, request, &response).ok());
  EXPECT_EQ(ReasonOf(ReadUnit(revoked, absl::StrCat(kAlvnas, "/units/G"))), "TOKEN_REVOKED");
}

TEST_F(Access, ToAnotherOrganisationIsRefusedAlikeWhetherItExistsOrNot) {
  CreateOrganisation(admin_, "other");
  const auto token = NewToken(v1::ROLE_ADMIN, "", absl::InfiniteFuture(), "organisations/other");
  const TestClient other = server_.WithToken(token.secret());
  const grpc::Status real = ReadUnit(other, absl::StrCat(kAlvnas, "/units/G"));
  const grpc::Status invented = ReadUnit(other, "organisations/invented/units/G");
  EXPECT_EQ(real.error_code(), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(real.error_message(), invented.error_message());
  EXPECT_EQ(real.error_details(), invented.error_details());
  v1::ListOrganisationsRequest one_at_a_time;
  one_at_a_time.set_page_size(1);
  v1::ListOrganisationsResponse organisations;
  ASSERT_TRUE(other
                  .Call(&v1::OrganisationService::Stub::ListOrganisations, *other.organisations,
                        one_at_a_time, &organisations)
                  .ok());
  ASSERT_EQ(organisations.organisations_size(), 1);
  EXPECT_EQ(organisations.organisations(0).name(), "organisations/other");
  EXPECT_EQ(organisations.next_page_token(), "") << "which would tell that there are more";
}

TEST_F(Access, IsWhatTheRoleAllows) {
  TestClient auditor = server_.WithToken(NewToken(v1::ROLE_AUDITOR).secret());
  v1::SyncPeopleResponse sync;
  const grpc::Status status = TrySyncFile(auditor, "personal", "personal_2026-12.csv", "2026-12-01", &sync);
  EXPECT_EQ(status.error_code(), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(ReasonOf(status), "NOT_ALLOWED");
  v1::QueryComplianceResponse figures;
  EXPECT_TRUE(Figures(auditor, "", &figures).ok());
  TestClient hr = server_.WithToken(NewToken(v1::ROLE_HR).secret());
  EXPECT_TRUE(TrySyncFile(hr, "personal", "personal_2026-12.csv", "2026-12-01", &sync).ok());
}

TEST_F(Access, OfATokenWithAUnitEndsAtTheUnit) {
  TestClient manager = server_.WithToken(NewToken(v1::ROLE_MANAGER, "VON").secret());
  v1::QueryComplianceResponse figures;
  ASSERT_TRUE(Figures(manager, "", &figures).ok());
  EXPECT_EQ(figures.rows(0).unit(), absl::StrCat(kAlvnas, "/units/VON"));
  EXPECT_TRUE(Figures(manager, "20", &figures).ok()) << "a unit below";
  EXPECT_EQ(ReasonOf(Figures(manager, "KF", &figures)), "OUTSIDE_UNIT");
  EXPECT_EQ(ReasonOf(Figures(manager, "NOWHERE", &figures)), "OUTSIDE_UNIT") << "no word of what exists";

  v1::ListPeopleRequest request;
  request.set_parent(kAlvnas);
  request.set_page_size(1000);
  v1::ListPeopleResponse people;
  ASSERT_TRUE(manager.Call(&v1::PersonService::Stub::ListPeople, *manager.people, request, &people).ok());
  EXPECT_GT(people.people_size(), 800);
  EXPECT_LT(people.people_size(), 930);

  v1::ListAssignmentsRequest elsewhere;
  elsewhere.set_unit(absl::StrCat(kAlvnas, "/units/KF"));
  v1::GetAssignmentRequest get;
  get.set_name(AllAssignments(admin_, elsewhere).front().name());
  v1::Assignment assignment;
  EXPECT_EQ(ReasonOf(manager.Call(&v1::AssignmentService::Stub::GetAssignment, *manager.assignments, get,
                                  &assignment)),
            "OUTSIDE_UNIT");
}

TEST_F(Access, OfATokenWhoseUnitDoesNotExistOnTheDayIsNotThatOfTheUnitAbove) {
  v1::ImportUnitsRequest import;
  import.set_parent(kAlvnas);
  import.set_content(absl::StrCat(ReadTestData("organisation.csv"), "NY;Ny enhet;VON;DEPARTMENT\r\n"));
  import.set_effective_date("2026-11-20");
  v1::ImportUnitsResponse imported;
  ASSERT_TRUE(admin_.Call(&v1::UnitService::Stub::ImportUnits, *admin_.units, import, &imported).ok());
  TestClient manager = server_.WithToken(NewToken(v1::ROLE_MANAGER, "NY").secret());
  v1::QueryComplianceResponse figures;
  ASSERT_TRUE(Figures(manager, "", &figures).ok());
  EXPECT_EQ(figures.rows_size(), 1);
  v1::QueryComplianceRequest request;
  request.set_parent(kAlvnas);
  request.set_as_of("2026-11-19");
  EXPECT_EQ(ReasonOf(manager.Call(&v1::ComplianceService::Stub::QueryCompliance, *manager.compliance, request,
                                  &figures)),
            "OUTSIDE_UNIT");
}

TEST_F(Access, ToAProtectedIdentityGivesNoNameAddressOrUnit) {
  v1::ListPeopleRequest request;
  request.set_parent(kAlvnas);
  request.set_page_size(1000);
  v1::ListPeopleResponse page;
  int protected_people = 0;
  do {
    request.set_page_token(page.next_page_token());
    page.Clear();
    ASSERT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &page).ok());
    for (const v1::Person& person : page.people()) {
      if (!person.protected_identity()) continue;
      ++protected_people;
      EXPECT_TRUE(person.given_name().empty() && person.family_name().empty() && person.email().empty() &&
                  person.phone().empty());
      for (const v1::Engagement& e : person.engagements())
        EXPECT_EQ(e.unit(), absl::StrCat(kAlvnas, "/units/G"));
    }
  } while (!page.next_page_token().empty());
  EXPECT_GT(protected_people, 5);
}

TEST_F(Access, WithAUnitDoesNotTellWhereAProtectedPersonIs) {
  v1::ListPeopleRequest request;
  request.set_parent(kAlvnas);
  request.set_page_size(1000);
  v1::ListPeopleResponse page;
  std::string protected_person;
  do {
    request.set_page_token(page.next_page_token());
    page.Clear();
    ASSERT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &page).ok());
    for (const v1::Person& person : page.people()) {
      if (person.protected_identity()) protected_person = person.name();
    }
  } while (protected_person.empty() && !page.next_page_token().empty());
  v1::GetPersonRequest get;
  get.set_name(protected_person);
  v1::Person person;
  for (const std::string unit : {"10", "20", "30", "40", "50", "60", "80"}) {
    TestClient manager = server_.WithToken(NewToken(v1::ROLE_MANAGER, unit).secret());
    EXPECT_EQ(ReasonOf(manager.Call(&v1::PersonService::Stub::GetPerson, *manager.people, get, &person)),
              "OUTSIDE_UNIT");
  }
}

TEST_F(Access, NeverLeavesAPersonnummerInTheDatabaseOrAnAnswer) {
  v1::ListPeopleRequest request;
  request.set_parent(kAlvnas);
  request.set_query("Margareta");
  v1::ListPeopleResponse page;
  ASSERT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &page).ok());
  EXPECT_GT(page.people_size(), 0);
  EXPECT_FALSE(absl::StrContains(page.DebugString(), "19650117"));
}

TEST_F(Access, StatusAndHealthAnswer) {
  v1::GetStatusResponse status;
  ASSERT_TRUE(admin_.Call(&v1::StatusService::Stub::GetStatus, *admin_.status, {}, &status).ok());
  EXPECT_GT(status.schema_version(), 0);
}

}  // namespace
}  // namespace nanolearn::testing
