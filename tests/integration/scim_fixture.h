#pragma once
// What the tests of SCIM stand on: Älvnäs with its units and nobody yet, and a directory's token.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"
#include "tests/support/http_client.h"

namespace nanolearn::testing {

using nlohmann::json;

inline constexpr char kEnterprise[] = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

class Scim : public ::testing::Test {
 protected:
  Scim() : admin_(server_.Admin()) {
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_);
    token_ = DirectoryToken("entra");
  }

  std::string DirectoryToken(const std::string& source, const std::string& organisation = kAlvnas) {
    v1::CreateTokenRequest request;
    request.set_parent(organisation);
    request.mutable_token()->set_display_name("Entra ID");
    request.mutable_token()->set_role(v1::ROLE_HR);
    request.mutable_token()->set_source(source);
    v1::CreateTokenResponse response;
    const grpc::Status status =
        admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.token().source(), source);
    return response.secret();
  }

  HttpClient Client() const { return {server_.http_address(), token_}; }
  HttpAnswer Send(const std::string& method, const std::string& path, const json& body = nullptr) const {
    return Client().Send(method, absl::StrCat("/scim/v2", path), body.is_null() ? "" : body.dump());
  }
  HttpAnswer Filter(const std::string& collection, const std::string& filter) const {
    return Send("GET", absl::StrCat("/", collection, "?filter=", UrlEncode(filter)));
  }

  static json User(const std::string& name, const json& more = json::object()) {
    json user = {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:User", kEnterprise}},
                 {"userName", absl::StrCat(name, "@alvnas.example")},
                 {"externalId", absl::StrCat("obj-", name)},
                 {"active", true},
                 {"displayName", absl::StrCat("Test ", name)},
                 {"name", {{"givenName", "Test"}, {"familyName", name}}},
                 {"emails",
                  {{{"type", "work"}, {"primary", true}, {"value", absl::StrCat(name, "@alvnas.example")}}}}};
    user.update(more);
    return user;
  }
  std::string Create(const std::string& name, const json& more = json::object()) {
    const HttpAnswer answer = Send("POST", "/Users", User(name, more));
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.Json().value("id", "");
  }
  HttpAnswer Patch(const std::string& id, const json& operations) const {
    return Send("PATCH", absl::StrCat("/Users/", id),
                {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:PatchOp"}}, {"Operations", operations}});
  }
  HttpAnswer SetActive(const std::string& id, const json& active) const {
    return Patch(id, {{{"op", "Replace"}, {"path", "active"}, {"value", active}}});
  }

  std::vector<v1::Person> People(const std::string& query = "") {
    v1::ListPeopleRequest request;
    request.set_parent(kAlvnas);
    request.set_page_size(1000);
    request.set_query(query);
    v1::ListPeopleResponse response;
    const grpc::Status status =
        admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return {response.people().begin(), response.people().end()};
  }
  // "" when not one person is found.
  std::string UnitOf(const std::string& query) {
    const std::vector<v1::Person> people = People(query);
    if (people.size() != 1 || people[0].engagements_size() != 1) return "";
    return people[0].engagements(0).unit();
  }

  std::vector<v1::SyncRun> Runs(v1::SyncRunState state = v1::SYNC_RUN_STATE_UNSPECIFIED) {
    v1::ListSyncRunsRequest request;
    request.set_parent(kAlvnas);
    request.set_state(state);
    v1::ListSyncRunsResponse response;
    const grpc::Status status =
        admin_.Call(&v1::SyncRunService::Stub::ListSyncRuns, *admin_.sync_runs, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return {response.runs().begin(), response.runs().end()};
  }

  TestServer server_;
  TestClient admin_;
  std::string token_;
};

}  // namespace nanolearn::testing
