// A directory provisions over SCIM: what is answered.

#include <algorithm>
#include <atomic>
#include <set>
#include <sstream>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/integration/scim_fixture.h"

namespace nanolearn::testing {
namespace {

// Whether `part` is contained in `whole`: objects by the names that `part` has, lists with exactly as many
// members in any order.
bool Contains(const json& whole, const json& part) {
  if (part.is_object()) {
    if (!whole.is_object()) return false;
    return std::all_of(part.items().begin(), part.items().end(), [&](const auto& item) {
      return whole.contains(item.key()) && Contains(whole[item.key()], item.value());
    });
  }
  if (!part.is_array()) return whole == part;
  if (!whole.is_array() || whole.size() != part.size()) return false;
  std::vector<size_t> order(whole.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  do {
    bool fits = true;
    for (size_t i = 0; fits && i < order.size(); ++i) fits = Contains(whole[order[i]], part[i]);
    if (fits) return true;
  } while (std::next_permutation(order.begin(), order.end()));
  return false;
}

TEST_F(Scim, ReplaysASessionOfEntraId) {
  std::map<std::string, std::string> saved;
  std::istringstream lines(ReadTestData("entra_session.jsonl"));
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    for (const auto& [name, value] : saved)
      line = absl::StrReplaceAll(line, {{absl::StrCat("{", name, "}"), value}});
    const json step = json::parse(line);
    SCOPED_TRACE(absl::StrCat("line ", number, ": ", step.value("comment", "")));
    const HttpClient client(server_.http_address(), step.value("auth", true) ? token_ : "");
    const HttpAnswer answer =
        client.Send(step["method"], absl::StrCat("/scim/v2", step["path"].get<std::string>()),
                    step.contains("body") ? step["body"].dump() : "");
    EXPECT_EQ(answer.status, step["expect"]["status"].get<int>()) << answer.body;
    if (step["expect"].contains("json")) {
      EXPECT_TRUE(Contains(answer.Json(), step["expect"]["json"]))
          << "expected to contain " << step["expect"]["json"].dump(1) << "\nbut is " << answer.Json().dump(1);
    }
    if (!step.contains("save")) continue;
    for (const auto& [name, field] : step["save"].items()) {
      saved[name] = answer.Json().value(field.get<std::string>(), "");
    }
  }
  EXPECT_EQ(number, 33);
  // Who was deleted and came again is one person.
  EXPECT_EQ(People("Öberg").size(), 1u);
}

TEST_F(Scim, NeedsATokenOfADirectory) {
  const auto status = [&](const std::string& token) {
    return HttpClient(server_.http_address(), token).Send("GET", "/scim/v2/Users/0000000000000");
  };
  for (const std::string token : {"", "nl_wrong"}) {
    const HttpAnswer answer = status(token);
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.Json()["status"], "401");
    EXPECT_TRUE(absl::StartsWith(answer.headers.at("www-authenticate"), "Bearer"));
  }
  EXPECT_EQ(status(server_.admin_token()).status, 403);
  EXPECT_EQ(status(token_).status, 404);
}

TEST_F(Scim, AnswersAreFilesToABrowser) {
  for (const std::string path : {"/Users", "/Schemas", "/Users/nobody"}) {
    EXPECT_EQ(Send("GET", path).headers["content-disposition"], "attachment; filename=\"scim.json\"") << path;
  }
}

TEST_F(Scim, TokensDoNothingElse) {
  const TestClient client = server_.WithToken(token_);
  v1::ListPeopleRequest people;
  people.set_parent(kAlvnas);
  v1::ListPeopleResponse ignored;
  EXPECT_EQ(ReasonOf(client.Call(&v1::PersonService::Stub::ListPeople, *client.people, people, &ignored)),
            "NOT_ALLOWED");
  v1::ListOrganisationsResponse organisations;
  EXPECT_EQ(ReasonOf(client.Call(&v1::OrganisationService::Stub::ListOrganisations, *client.organisations, {},
                                 &organisations)),
            "NOT_ALLOWED");
  v1::CreateTokenRequest token;
  token.set_parent(kAlvnas);
  token.mutable_token()->set_display_name("more");
  token.mutable_token()->set_role(v1::ROLE_HR);
  v1::CreateTokenResponse created;
  EXPECT_EQ(ReasonOf(client.Call(&v1::TokenService::Stub::CreateToken, *client.tokens, token, &created)),
            "NOT_ALLOWED");
}

TEST_F(Scim, TokensAreMadeForDirectoriesOnly) {
  const auto create = [&](const std::string& source, v1::Role role, const std::string& unit = "") {
    v1::CreateTokenRequest request;
    request.set_parent(kAlvnas);
    request.mutable_token()->set_display_name("x");
    request.mutable_token()->set_role(role);
    request.mutable_token()->set_source(source);
    request.mutable_token()->set_unit(unit);
    v1::CreateTokenResponse response;
    return admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &response);
  };
  EXPECT_EQ(FieldsOf(create("Not a name", v1::ROLE_HR)), std::vector<std::string>{"token.source"});
  EXPECT_EQ(FieldsOf(create("entra", v1::ROLE_AUDITOR)), std::vector<std::string>{"token.role"});
  EXPECT_EQ(FieldsOf(create("entra", v1::ROLE_HR, absl::StrCat(kAlvnas, "/units/G"))),
            std::vector<std::string>{"token.unit"});
  SyncFile(admin_, "bolag", "bolag_2026-11.csv", "2026-11-23");
  EXPECT_EQ(FieldsOf(create("bolag", v1::ROLE_HR)), std::vector<std::string>{"token.source"});
  EXPECT_TRUE(create("entra", v1::ROLE_HR).ok());
}

TEST_F(Scim, ShowsADirectoryItsOwnUsersOnly) {
  const std::string id = Create("asa");
  CreateOrganisation(admin_, "other");
  for (const std::string& token :
       {DirectoryToken("second"), DirectoryToken("entra", "organisations/other")}) {
    const HttpClient stranger(server_.http_address(), token);
    const std::string path = absl::StrCat("/scim/v2/Users/", id);
    EXPECT_EQ(stranger.Send("GET", path).status, 404);
    EXPECT_EQ(stranger.Send("DELETE", path).status, 404);
    EXPECT_EQ(stranger.Send("PUT", path, User("bo").dump()).status, 404);
    EXPECT_EQ(stranger.Send("GET", "/scim/v2/Users").Json()["totalResults"], 0);
  }
  EXPECT_EQ(Send("GET", absl::StrCat("/Users/", id)).status, 200);
}

TEST_F(Scim, GivesBackWhatWasSentAsJsonWhateverItHolds) {
  const json odd = {{"displayName", "<script>alert('x')</script> & \"Åsa\""},
                    {"urn:example:params:extension:alvnas:2.0:User", {{"badge", {1, {{"deep", nullptr}}}}}},
                    {"password", "secret"}};
  const std::string id = Create("asa", odd);
  const HttpAnswer answer = Send("GET", absl::StrCat("/Users/", id));
  EXPECT_EQ(answer.headers.at("content-type"), "application/scim+json; charset=utf-8");
  EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
  const json user = answer.Json();
  EXPECT_EQ(user["displayName"], odd["displayName"]);
  EXPECT_EQ(user["urn:example:params:extension:alvnas:2.0:User"],
            odd["urn:example:params:extension:alvnas:2.0:User"]);
  EXPECT_FALSE(user.contains("password"));
  EXPECT_EQ(user["meta"]["location"], absl::StrCat("http://", server_.http_address(), "/scim/v2/Users/", id));
}

TEST_F(Scim, OfTwoWhoCreateTheSameUserAtOnceOneSucceeds) {
  for (int round = 0; round < 5; ++round) {
    std::atomic<int> created{0}, refused{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        const int status = Send("POST", "/Users", User(absl::StrCat("same", round))).status;
        created += status == 201;
        refused += status == 409;
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(created, 1);
    EXPECT_EQ(refused, 3);
  }
}

TEST_F(Scim, PagesThroughHundredsOfUsers) {
  constexpr int kUsers = 450;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&, t] {
      for (int i = t; i < kUsers; i += 3) Create(absl::StrCat("u", i), {{"active", i % 2 == 0}});
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto walk = [&](const std::string& more) {
    std::set<std::string> ids;
    for (int start = 1;;) {
      const json page = Send("GET", absl::StrCat("/Users?startIndex=", start, "&count=1000", more)).Json();
      EXPECT_EQ(page["startIndex"], start);
      EXPECT_LE(page["Resources"].size(), 200u);
      EXPECT_EQ(page["itemsPerPage"], page["Resources"].size());
      for (const json& user : page["Resources"]) ids.insert(user["id"]);
      start += static_cast<int>(page["Resources"].size());
      if (page["Resources"].empty() || start > page["totalResults"]) break;
    }
    return ids.size();
  };
  EXPECT_EQ(walk(""), 450u);
  EXPECT_EQ(walk("&filter=active%20eq%20true"), 225u);
  EXPECT_EQ(walk("&filter=userName+sw+%22u1%22&attributes=id"), 111u);
  const json none = Send("GET", "/Users?count=0").Json();
  EXPECT_EQ(none["totalResults"], kUsers);
  EXPECT_TRUE(none["Resources"].empty());
  EXPECT_TRUE(Send("GET", "/Users?startIndex=9999").Json()["Resources"].empty());
  EXPECT_EQ(Send("GET", "/Users?startIndex=0&count=-5").Json()["startIndex"], 1);
  const json searched = Send("POST", "/Users/.search",
                             {{"filter", "userName eq \"U7@alvnas.example\""}, {"attributes", {"userName"}}})
                            .Json();
  EXPECT_EQ(searched["totalResults"], 1);
  EXPECT_FALSE(searched["Resources"][0].contains("active"));
}

TEST_F(Scim, FindsUsersByEveryKey) {
  const std::string id = Create("asa", {{kEnterprise, {{"employeeNumber", "17"}}}});
  Create(
      "bo",
      {{"emails",
        {{{"type", "work"}, {"value", "one@x.example"}}, {{"type", "work"}, {"value", "two@x.example"}}}}});
  const auto total = [&](const std::string& filter) {
    return Filter("Users", filter).Json()["totalResults"];
  };
  EXPECT_EQ(total("id eq \"" + id + "\""), 1);
  EXPECT_EQ(total("userName eq \"ASA@ALVNAS.example\" and active eq true"), 1);
  EXPECT_EQ(total("externalId eq \"obj-asa\""), 1);
  EXPECT_EQ(total("externalId eq \"OBJ-ASA\""), 0);
  EXPECT_EQ(total("emails[type eq \"work\"].value eq \"Asa@alvnas.example\""), 1);
  EXPECT_EQ(total("emails[type eq \"work\"].value eq \"two@x.example\""), 1);
  EXPECT_EQ(total("employeeNumber eq \"17\""), 1);
  EXPECT_EQ(total("displayName eq \"TEST asa\""), 1);
  EXPECT_EQ(total("active eq false"), 0);
  EXPECT_EQ(total("name.familyName sw \"a\" or userName ew \"bo@alvnas.example\""), 2);
  EXPECT_EQ(total("meta.resourceType eq \"User\""), 2);
}

TEST_F(Scim, ReplacesAUserAndKnowsItsVersions) {
  const std::string id = Create("asa", {{"title", "Chef"}});
  const std::string path = absl::StrCat("/Users/", id);
  const std::string etag = Send("GET", path).headers.at("etag");
  const HttpAnswer put = Send("PUT", path, User("asa", {{"nickName", "Å"}}));
  EXPECT_EQ(put.status, 200) << put.body;
  EXPECT_FALSE(put.Json().contains("title"));
  EXPECT_EQ(put.Json()["id"], id);
  const HttpClient client = Client();
  const std::string body = User("asa", {{"title", "x"}}).dump();
  EXPECT_EQ(client.Send("PUT", "/scim/v2" + path, body, {{"If-Match", etag}}).status, 412);
  const std::string newer = put.headers.at("etag");
  EXPECT_EQ(client.Send("GET", "/scim/v2" + path, "", {{"If-None-Match", newer}}).status, 304);
  EXPECT_EQ(client.Send("PUT", "/scim/v2" + path, body, {{"If-Match", newer}}).status, 200);
  Create("bo");
  EXPECT_EQ(Send("PUT", path, User("bo")).Json()["scimType"], "uniqueness");
  EXPECT_EQ(Patch(id, {{{"op", "replace"}, {"path", "userName"}, {"value", "BO@alvnas.example"}}}).status,
            409);
}

TEST_F(Scim, KeepsGroups) {
  const std::string a = Create("asa"), b = Create("bo");
  const HttpAnswer created =
      Send("POST", "/Groups", {{"displayName", "Chefer"}, {"members", {{{"value", a}}}}});
  ASSERT_EQ(created.status, 201) << created.body;
  const std::string path = absl::StrCat("/Groups/", created.Json()["id"].get<std::string>());
  EXPECT_EQ(Send("POST", "/Groups", {{"displayName", "CHEFER"}}).status, 409);
  EXPECT_EQ(Send("POST", "/Groups", {{"displayName", "X"}, {"members", {{{"value", "nobody"}}}}}).status,
            400);
  const auto patch = [&](const json& operations) {
    return Send("PATCH", path, {{"Operations", operations}}).status;
  };
  const auto members = [&] { return Send("GET", path).Json()["members"].size(); };
  EXPECT_EQ(patch({{{"op", "Add"}, {"path", "members"}, {"value", {{{"value", b}}, {{"value", a}}}}}}), 204);
  EXPECT_EQ(members(), 2u);
  EXPECT_EQ(patch({{{"op", "Add"}, {"path", "members"}, {"value", {{{"value", "0000000000009"}}}}}}), 400);
  EXPECT_EQ(patch({{{"op", "Replace"}, {"path", "displayName"}, {"value", "Ledare"}},
                   {{"op", "Remove"}, {"path", "members"}, {"value", {{{"value", a}}}}}}),
            204);
  EXPECT_EQ(Filter("Groups", "displayName eq \"ledare\" and members eq \"" + b + "\"").Json()["totalResults"],
            1);
  EXPECT_FALSE(Send("GET", path + "?excludedAttributes=members").Json().contains("members"));
  EXPECT_EQ(Send("PUT", path, {{"displayName", "Ledare"}, {"members", {{{"value", a}}}}})
                .Json()["members"][0]["value"],
            a);
  EXPECT_EQ(Send("DELETE", absl::StrCat("/Users/", a)).status, 204);
  EXPECT_EQ(members(), 0u);
  EXPECT_EQ(Send("DELETE", path).status, 204);
  EXPECT_EQ(Send("GET", path).status, 404);
}

}  // namespace
}  // namespace nanolearn::testing
