// Who may sign in on the web: given, listed and taken back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using GrantCalls = v1::AccessGrantService::Stub;

class AccessGrants : public ::testing::Test {
 protected:
  AccessGrants() : admin_(server_.Admin()) {
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_);
  }

  static v1::CreateAccessGrantRequest RequestFor(const std::string& email, v1::Role role,
                                                 const std::string& unit = "",
                                                 const std::string& request_id = "") {
    v1::CreateAccessGrantRequest request;
    request.set_parent(kAlvnas);
    request.mutable_access_grant()->set_email(email);
    request.mutable_access_grant()->set_role(role);
    if (!unit.empty()) request.mutable_access_grant()->set_unit(absl::StrCat(kAlvnas, "/units/", unit));
    request.set_request_id(request_id);
    return request;
  }

  grpc::Status Create(const v1::CreateAccessGrantRequest& request, v1::AccessGrant* grant) {
    return Create(admin_, request, grant);
  }
  static grpc::Status Create(const TestClient& client, const v1::CreateAccessGrantRequest& request,
                             v1::AccessGrant* grant) {
    return client.Call(&GrantCalls::CreateAccessGrant, *client.access_grants, request, grant);
  }

  std::vector<std::string> Names(int page_size = 0) {
    v1::ListAccessGrantsRequest request;
    request.set_parent(kAlvnas);
    request.set_page_size(page_size);
    std::vector<std::string> names;
    do {
      v1::ListAccessGrantsResponse response;
      const grpc::Status status =
          admin_.Call(&GrantCalls::ListAccessGrants, *admin_.access_grants, request, &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      for (const v1::AccessGrant& grant : response.access_grants()) names.push_back(grant.name());
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  grpc::Status Revoke(const std::string& name, v1::AccessGrant* grant) {
    v1::RevokeAccessGrantRequest request;
    request.set_name(name);
    return admin_.Call(&GrantCalls::RevokeAccessGrant, *admin_.access_grants, request, grant);
  }

  TestClient WithRole(v1::Role role, const std::string& unit = "", const std::string& parent = kAlvnas) {
    return server_.WithToken(CreateToken(admin_, role, unit, parent));
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(AccessGrants, AreGivenListedAndTakenBack) {
  v1::AccessGrant karin, nils;
  ASSERT_TRUE(Create(RequestFor("Karin.Ek@Alvnas.Example", v1::ROLE_AUTHOR), &karin).ok());
  ASSERT_TRUE(Create(RequestFor("nils@alvnas.example", v1::ROLE_MANAGER, "KS"), &nils).ok());
  EXPECT_EQ(karin.email(), "karin.ek@alvnas.example") << "people write their address as they like";
  EXPECT_EQ(karin.created_by(), "first administrator");
  EXPECT_EQ(nils.unit(), "organisations/alvnas/units/KS");
  EXPECT_FALSE(nils.has_revoke_time());
  EXPECT_THAT(Names(), ElementsAre(karin.name(), nils.name()));
  EXPECT_THAT(Names(1), ElementsAre(karin.name(), nils.name()));

  v1::AccessGrant revoked, again;
  ASSERT_TRUE(Revoke(nils.name(), &revoked).ok());
  EXPECT_TRUE(revoked.has_revoke_time());
  server_.clock().Set(server_.clock().Now() + absl::Hours(1));
  ASSERT_TRUE(Revoke(nils.name(), &again).ok());
  EXPECT_EQ(again.revoke_time().seconds(), revoked.revoke_time().seconds()) << "the first time counts";
  EXPECT_THAT(Names(), ElementsAre(karin.name(), nils.name())) << "what is over is still told of";
}

TEST_F(AccessGrants, AreGivenOnceForOneRequest) {
  v1::AccessGrant first, again, other;
  ASSERT_TRUE(Create(RequestFor("a@alvnas.example", v1::ROLE_HR, "", "r1"), &first).ok());
  ASSERT_TRUE(Create(RequestFor("A@alvnas.example", v1::ROLE_HR, "", "r1"), &again).ok());
  EXPECT_EQ(first.name(), again.name());
  EXPECT_THAT(Names(), ElementsAre(first.name()));
  EXPECT_EQ(ReasonOf(Create(RequestFor("b@alvnas.example", v1::ROLE_HR, "", "r1"), &other)),
            "REQUEST_ID_REUSED");
}

TEST_F(AccessGrants, AreRefusedWhereTheyMakeNoSense) {
  v1::AccessGrant grant;
  EXPECT_THAT(FieldsOf(Create(RequestFor("robot@alvnas.example", v1::ROLE_SERVICE), &grant)),
              ElementsAre("access_grant.role"));
  EXPECT_THAT(FieldsOf(Create(RequestFor("a@alvnas.example", v1::ROLE_AUTHOR, "KS"), &grant)),
              ElementsAre("access_grant.unit"));
  EXPECT_THAT(FieldsOf(Create(RequestFor("alvnas.example", v1::ROLE_HR), &grant)),
              ElementsAre("access_grant.email"));
  EXPECT_EQ(ReasonOf(Create(RequestFor("a@alvnas.example", v1::ROLE_MANAGER, "NOWHERE"), &grant)),
            "UNIT_NOT_FOUND");
  v1::CreateAccessGrantRequest past = RequestFor("a@alvnas.example", v1::ROLE_HR);
  past.mutable_access_grant()->mutable_expire_time()->set_seconds(1);
  EXPECT_THAT(FieldsOf(Create(past, &grant)), ElementsAre("access_grant.expire_time"));
  EXPECT_THAT(Names(), IsEmpty());
  EXPECT_EQ(ReasonOf(Revoke("organisations/alvnas/accessGrants/3000000000000", &grant)),
            "ACCESS_GRANT_NOT_FOUND");
}

TEST_F(AccessGrants, AreForAdministratorsOfTheWholeOrganisationOnly) {
  CreateOrganisation(admin_, "annan");
  v1::AccessGrant grant;
  const auto request = RequestFor("a@alvnas.example", v1::ROLE_ADMIN);
  for (const v1::Role role :
       {v1::ROLE_HR, v1::ROLE_AUTHOR, v1::ROLE_MANAGER, v1::ROLE_AUDITOR, v1::ROLE_SERVICE}) {
    EXPECT_EQ(ReasonOf(Create(WithRole(role), request, &grant)), "NOT_ALLOWED") << v1::Role_Name(role);
  }
  EXPECT_EQ(ReasonOf(Create(WithRole(v1::ROLE_ADMIN, "KS"), request, &grant)), "OUTSIDE_UNIT");
  EXPECT_EQ(ReasonOf(Create(WithRole(v1::ROLE_ADMIN, "", "organisations/annan"), request, &grant)),
            "NOT_ALLOWED");
  EXPECT_THAT(Names(), IsEmpty());
  EXPECT_TRUE(Create(WithRole(v1::ROLE_ADMIN), request, &grant).ok());
}

}  // namespace
}  // namespace nanolearn::testing
