// Tokens of one identity provider in several organisations, and of somebody with several units.

#include "service/storage/mysql/session.h"
#include "tests/integration/oidc_fixture.h"

namespace nanolearn::testing {
namespace {

using nlohmann::json;

constexpr char kMember[] = "karin@byra.example", kBolag[] = "organisations/bolag";

class BearerOrganisations : public OidcFixture {
 protected:
  std::string Token(const std::string& email = kMember) { return provider_->Token({{"email", email}}, json::object(), "own"); }

  grpc::Status ListSources(const std::string& parent) {
    const TestClient client = server_.WithToken(Token());
    v1::ListSourcesRequest request;
    request.set_parent(parent);
    v1::ListSourcesResponse response;
    return client.Call(&v1::SourceService::Stub::ListSources, *client.sources, request, &response);
  }
  grpc::Status SetAs(const std::string& token, const v1::SetIdentityProviderRequest& request) {
    const TestClient client = server_.WithToken(token);
    v1::IdentityProvider provider;
    return client.Call(&v1::IdentityProviderService::Stub::SetIdentityProvider, *client.identity_providers, request,
                       &provider);
  }
  int DeniedIn(const std::string& slug) {
    int count = 0;
    mysql::Session session(server_.database());
    session.Query("SELECT COUNT(*) FROM audit_entries e JOIN organisations o ON o.id = e.organisation_id WHERE o.slug = ? "
                  "AND e.outcome = 'DENIED'",
                  {slug}, [&](const mysql::Row& row) { count = static_cast<int>(row.Int(0)); });
    return count;
  }
  grpc::Status ListPeople(const TestClient& client, const std::string& unit) {
    v1::ListPeopleRequest request;
    request.set_parent(kAlvnas);
    if (!unit.empty()) request.set_unit(absl::StrCat(kAlvnas, "/units/", unit));
    v1::ListPeopleResponse response;
    return client.Call(&v1::PersonService::Stub::ListPeople, *client.people, request, &response);
  }
};

TEST_F(BearerOrganisations, WhoHasSomethingInTwoActsInTheOneThatACallNames) {
  CreateOrganisation(admin_, "bolag");
  ASSERT_TRUE(SetProvider(ProviderRequest(kBolag)).ok()) << "the installation lets them share it";
  Grant(kMember, v1::ROLE_AUDITOR);
  Grant(kMember, v1::ROLE_HR, "", kBolag);
  EXPECT_TRUE(ListSources(kAlvnas).ok());
  EXPECT_TRUE(ListSources(kBolag).ok()) << "not only in the older one";
  EXPECT_EQ(ReasonOf(ListSources("organisations/annan")), "NOT_ALLOWED");

  TestClient karin = server_.WithToken(Token());
  v1::SyncPeopleHeader header = HeaderFor("personal", "personal_2026-11.csv", "2026-11-01");
  v1::SyncPeopleResponse response;
  header.set_parent(kBolag);
  EXPECT_NE(ReasonOf(karin.Sync(header, "nonsense", &response)), "NOT_ALLOWED") << "an HR officer's there";
  header.set_parent(kAlvnas);
  EXPECT_EQ(ReasonOf(karin.Sync(header, "nonsense", &response)), "NOT_ALLOWED") << "and an auditor's here";
}

TEST_F(BearerOrganisations, AnAdministratorOfOneDoesNotGetTheCallsOfAnothersPeople) {
  CreateOrganisation(admin_, "bolag");
  Grant(kMember, v1::ROLE_HR);
  const std::string theirs = CreateToken(admin_, v1::ROLE_ADMIN, "", kBolag);
  v1::SetIdentityProviderRequest request = ProviderRequest(kBolag);
  EXPECT_EQ(ReasonOf(SetAs(theirs, request)), "IDENTITY_PROVIDER_SHARED");
  request.mutable_identity_provider()->set_client_id("another");
  request.mutable_identity_provider()->add_audiences("nanolearn");
  EXPECT_EQ(ReasonOf(SetAs(theirs, request)), "IDENTITY_PROVIDER_SHARED") << "by the audience as well";
  request = ProviderRequest(kBolag);
  request.mutable_identity_provider()->set_issuer("https://tarpit.example");
  request.mutable_identity_provider()->set_bearer_issuer(provider_->issuer());
  EXPECT_EQ(ReasonOf(SetAs(theirs, request)), "IDENTITY_PROVIDER_SHARED") << "nor has them wait for another server's keys";
  request = ProviderRequest(kBolag);
  request.mutable_identity_provider()->set_client_id("their-own");
  EXPECT_TRUE(SetAs(theirs, request).ok()) << "a client of their own with the same provider";

  ASSERT_TRUE(SetProvider(ProviderRequest(kBolag)).ok());
  Grant(kMember, v1::ROLE_HR, "", kBolag);
  request = ProviderRequest(kBolag);
  request.mutable_identity_provider()->set_display_name("Bolaget");
  EXPECT_TRUE(SetAs(theirs, request).ok()) << "what was decided for both can be stated again";
  EXPECT_TRUE(ListSources(kAlvnas).ok());
  EXPECT_EQ(DeniedIn("bolag"), 0) << "nothing of what is done elsewhere is written down there";
}

TEST_F(BearerOrganisations, WhoHasSeveralUnitsReachesEachOfThem) {
  Sync("2026-11-01", {{"1", "Alm", "1004", ""}, {"2", "Ek", "20", ""}});
  Grant(kMember, v1::ROLE_MANAGER, "1004");
  Grant(kMember, v1::ROLE_HR, "20");
  const TestClient karin = server_.WithToken(Token());
  EXPECT_TRUE(ListPeople(karin, "1004").ok());
  EXPECT_TRUE(ListPeople(karin, "20").ok());
  EXPECT_EQ(ReasonOf(ListPeople(karin, "KF")), "OUTSIDE_UNIT");
  v1::GetPersonRequest request;
  v1::Person person;
  for (const char* key : {"1", "2"}) {
    request.set_name(absl::StrCat(kAlvnas, "/people/", FormatId(PersonOf(Address(key)))));
    EXPECT_TRUE(karin.Call(&v1::PersonService::Stub::GetPerson, *karin.people, request, &person).ok()) << key;
  }
}

}  // namespace
}  // namespace nanolearn::testing
