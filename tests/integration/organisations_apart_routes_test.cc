// Nothing crosses between organisations on the web and in SCIM: every route with the ids of another's things.

#include <gtest/gtest.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/http/route_access.h"
#include "service/storage/mysql/session.h"
#include "tests/integration/one_of_each.h"
#include "tests/integration/web_reader.h"
#include "tests/support/http_client.h"

namespace nanolearn::testing {
namespace {

using http::Door;
using http::Right;
using http::RouteAccess;
using nlohmann::json;

class OrganisationsApartRoutesTest : public OneOfEach {
 protected:
  std::string PathOf(const RouteAccess& access, const std::string& id) {
    return absl::StrReplaceAll(access.pattern, {{"{code}", LastPart(theirs_["Unit"])},
                                                {"{slug}", LastPart(theirs_["Programme"])},
                                                {"{id}", id}});
  }

  std::string MailState() {
    std::string state;
    mysql::Session session(server_.database());
    session.Query("SELECT CONCAT(state, ' ', tries) FROM mails WHERE id = ?", {*ParseId(LastPart(theirs_["Mail"]))},
                  [&](const mysql::Row& row) { state = row.Text(0); });
    return state;
  }
};

TEST_F(OrganisationsApartRoutesTest, NoPageTellsAnythingOfAnotherOrganisation) {
  GrantAccess(admin_, "kim@grannby.example", v1::ROLE_ADMIN, "", kOurs);
  const WebReader reader(server_, "kim@grannby.example", "sv", "grannby");
  const std::string mail = MailState();
  const WebReader::Fields fields = {{"assignment", LastPart(theirs_["Assignment"])},
                                    {"mail", LastPart(theirs_["Mail"])},
                                    {"sure", "yes"},
                                    {"request", "apart"}};
  int opened = 0, not_found = 0;
  for (const RouteAccess& access : http::RouteTable()) {
    if (access.door != Door::kSignedIn || access.pattern == "/sign-out") continue;
    const std::string path = PathOf(access, LastPart(theirs_["SyncRun"]));
    const HttpAnswer answer = access.method == "GET" ? reader.Get(path) : reader.Post(path, fields);
    EXPECT_FALSE(TellsOfThem(answer.body)) << access.method << " " << path;
    ++opened;
    if (path == access.pattern) continue;
    EXPECT_EQ(answer.status, 404) << access.method << " " << path;
    ++not_found;
  }
  const HttpAnswer reminded = reader.Post("/manage/units/GR/remind", fields);
  EXPECT_EQ(reminded.status, 200) << "of a unit of ours";
  EXPECT_FALSE(TellsOfThem(reminded.body));
  EXPECT_EQ(MailState(), mail);
  ExpectNothingDoneByUs();
  std::cout << "organisation x organisation: " << opened << " routes of those signed in, " << not_found
            << " with an id of another in their path: not found\n";
}

// Two directories, one of each.
class DirectoriesApartTest : public OrganisationsApartRoutesTest {
 protected:
  DirectoriesApartTest()
      : ours_(server_.http_address(), DirectoryToken(kOurs)), other_(server_.http_address(), DirectoryToken(kAlvnas)) {
    user_ = Create("/Users", User("berit@alvnas.example", "Berit Älvnäs"));
    group_ = Create("/Groups", {{"displayName", "Alla i Älvnäs"}, {"members", json::array({{{"value", user_}}})}});
  }

  std::string DirectoryToken(const std::string& organisation) {
    v1::CreateTokenRequest request;
    request.set_parent(organisation);
    request.mutable_token()->set_display_name("Entra ID");
    request.mutable_token()->set_role(v1::ROLE_HR);
    request.mutable_token()->set_source("entra");
    v1::CreateTokenResponse response;
    EXPECT_TRUE(admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &response).ok());
    return response.secret();
  }

  static json User(const std::string& name, const std::string& display_name) {
    return {{"userName", name},
            {"externalId", name},
            {"active", true},
            {"displayName", display_name},
            {"name", {{"givenName", "Test"}, {"familyName", "Test"}}}};
  }
  std::string Create(const std::string& collection, const json& body) {
    const HttpAnswer answer = other_.Send("POST", absl::StrCat("/scim/v2", collection), body.dump());
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.Json().value("id", "");
  }

  // What one could send to each route, with their ids wherever an id can stand.
  json BodyFor(const RouteAccess& access) const {
    const bool is_group = absl::StrContains(access.pattern, "/Groups");
    const json members = json::array({{{"value", user_}}});
    if (access.method == "PATCH") {
      const json operation = is_group ? json{{"op", "add"}, {"path", "members"}, {"value", members}}
                                      : json{{"op", "replace"}, {"path", "active"}, {"value", false}};
      return {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:PatchOp"}}, {"Operations", json::array({operation})}};
    }
    if (absl::EndsWith(access.pattern, ".search")) return {{"filter", absl::StrCat("id eq \"", user_, "\"")}};
    if (is_group) return {{"displayName", "Vi"}, {"members", members}};
    json user = User("kim@grannby.example", "Kim");
    user["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] = {{"manager", {{"value", user_}}}};
    return user;
  }

  // Of both, as their own directory sees them.
  std::string StateOfTheirs() {
    return absl::StrCat(other_.Send("GET", absl::StrCat("/scim/v2/Users/", user_)).body,
                        other_.Send("GET", absl::StrCat("/scim/v2/Groups/", group_)).body);
  }

  const HttpClient ours_, other_;
  std::string user_, group_;
};

TEST_F(DirectoriesApartTest, NoRouteOfScimTellsAnythingOfAnotherOrganisation) {
  const std::string before = StateOfTheirs();
  int calls = 0, not_found = 0;
  for (const RouteAccess& access : http::RouteTable()) {
    if (access.door != Door::kDirectory) continue;
    const std::string path = PathOf(access, absl::StrContains(access.pattern, "/Groups") ? group_ : user_);
    const std::string method(access.method);
    const HttpAnswer answer = ours_.Send(method, path, method == "GET" ? "" : BodyFor(access).dump());
    EXPECT_FALSE(TellsOfThem(answer.body)) << method << " " << path << ": " << answer.body;
    ++calls;
    if (path == access.pattern) continue;
    EXPECT_EQ(answer.status, 404) << method << " " << path << ": " << answer.body;
    ++not_found;
  }
  EXPECT_EQ(StateOfTheirs(), before);
  ExpectNothingDoneByUs();
  std::cout << "organisation x organisation: " << calls << " routes of SCIM, " << not_found
            << " with an id of another in their path: not found\n";
}

TEST_F(DirectoriesApartTest, NobodyOfAnotherOrganisationIsFoundOrMadeAMember) {
  for (const std::string& filter : {absl::StrCat("id eq \"", user_, "\""), std::string("userName sw \"berit\""),
                                   std::string("externalId eq \"berit@alvnas.example\"")}) {
    const HttpAnswer answer = ours_.Send("GET", absl::StrCat("/scim/v2/Users?filter=", UrlEncode(filter)));
    EXPECT_EQ(answer.Json().value("totalResults", 0), 0) << filter;
  }
  const HttpAnswer made = ours_.Send("POST", "/scim/v2/Groups",
                                     json{{"displayName", "Vi"}, {"members", json::array({{{"value", user_}}})}}.dump());
  EXPECT_EQ(made.status, 400) << made.body;
}

}  // namespace
}  // namespace nanolearn::testing
