#include <gtest/gtest.h>

#include "service/domain/scim/error.h"
#include "service/domain/scim/group_members.h"
#include "service/domain/scim/patch.h"
#include "service/domain/scim/user_resource.h"

namespace nanolearn::scim {
namespace {

constexpr char kUser[] = R"({
  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
  "userName": "asa@alvnas.example", "externalId": "obj-1", "active": true, "displayName": "Åsa Öberg",
  "name": {"givenName": "Åsa", "familyName": "Öberg"},
  "emails": [{"type": "work", "value": "asa@alvnas.example", "primary": true}],
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "100"},
  "urn:example:params:extension:alvnas:2.0:User": {"badge": "7"}})";

absl::StatusOr<Json> Patched(const std::string& operations, const std::string& resource = kUser) {
  Json user = Json::parse(resource);
  const auto parsed = ParsePatch(Json{{"Operations", Json::parse(operations)}});
  if (!parsed.ok()) return parsed.status();
  if (absl::Status status = ApplyPatch(*parsed, user); !status.ok()) return status;
  if (absl::Status status = NormaliseUser(user); !status.ok()) return status;
  return user;
}

Json After(const std::string& operations, const std::string& resource = kUser) {
  const absl::StatusOr<Json> user = Patched(operations, resource);
  EXPECT_TRUE(user.ok()) << operations << ": " << user.status();
  return user.ok() ? *user : Json::object();
}

std::string TypeOf(const std::string& operations) {
  const absl::StatusOr<Json> user = Patched(operations);
  EXPECT_FALSE(user.ok()) << operations;
  return user.ok() ? "" : ScimTypeOf(user.status());
}

const Json& Enterprise(const Json& user) { return user[kEnterpriseSchema]; }

TEST(ScimPatchTest, TakesOperationsInAnyCase) {
  for (const std::string op : {"replace", "Replace", "REPLACE", "add", "Add"}) {
    EXPECT_EQ(After(R"([{"op":")" + op + R"(","path":"displayName","value":"Å"}])")["displayName"], "Å");
  }
  EXPECT_FALSE(After(R"([{"op":"Remove","path":"displayname"}])").contains("displayName"));
}

TEST(ScimPatchTest, TakesActiveAsTextAndAsBoolean) {
  for (const std::string value : {R"("False")", R"("false")", "false", R"([{"value":"False"}])"}) {
    EXPECT_EQ(After(R"([{"op":"Replace","path":"active","value":)" + value + "}]")["active"], false) << value;
    EXPECT_EQ(After(R"([{"op":"replace","value":{"active":)" + value + "}}]")["active"], false) << value;
  }
  EXPECT_EQ(After(R"([{"op":"Replace","path":"active","value":"True"}])")["active"], true);
  EXPECT_EQ(TypeOf(R"([{"op":"Replace","path":"active","value":"perhaps"}])"), "invalidValue");
}

TEST(ScimPatchTest, FollowsDotsAndUrns) {
  EXPECT_EQ(After(R"([{"op":"Replace","path":"name.familyName","value":"Ali"}])")["name"]["familyName"],
            "Ali");
  EXPECT_EQ(After(R"([{"op":"Add","path":"name.middleName","value":"Z"}])")["name"]["givenName"], "Åsa");
  const Json user = After(
      R"([{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"LSS"},
          {"op":"Replace","path":"URN:IETF:params:scim:schemas:extension:enterprise:2.0:User:EmployeeNumber","value":"101"},
          {"op":"Replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"Chef"},
          {"op":"Replace","path":"urn:example:params:extension:alvnas:2.0:User:badge","value":"8"},
          {"op":"Add","path":"urn:example:other:1.0:User:colour","value":"red"}])");
  EXPECT_EQ(Enterprise(user)["department"], "LSS");
  EXPECT_EQ(Enterprise(user)["employeeNumber"], "101");
  EXPECT_EQ(user["title"], "Chef");
  EXPECT_EQ(user["urn:example:params:extension:alvnas:2.0:User"]["badge"], "8");
  EXPECT_EQ(user["urn:example:other:1.0:User"]["colour"], "red");
  EXPECT_EQ(user["schemas"].size(), 4u);
}

TEST(ScimPatchTest, TakesDottedKeysUrnKeysAndObjectsWithoutAPath) {
  const Json user = After(R"([{"op":"replace","value":{
      "displayName":"Åsa Ali", "name.familyName":"Ali", "id":"mine", "schemas":["x"], "meta":{"version":"1"},
      "emails[type eq \"work\"].value":"ali@alvnas.example", "title":"Chef",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"LSS",
      "urn:example:params:extension:alvnas:2.0:User":{"badge":"9"},
      "name":{"honorificPrefix":"Dr"}}}])");
  EXPECT_EQ(user["displayName"], "Åsa Ali");
  EXPECT_EQ(user["name"], Json::parse(R"({"givenName":"Åsa","familyName":"Ali","honorificPrefix":"Dr"})"));
  EXPECT_EQ(user["emails"][0]["value"], "ali@alvnas.example");
  EXPECT_EQ(Enterprise(user), Json::parse(R"({"employeeNumber":"100","department":"LSS"})"));
  EXPECT_EQ(user["urn:example:params:extension:alvnas:2.0:User"]["badge"], "9");
  EXPECT_FALSE(user.contains("id"));
}

TEST(ScimPatchTest, ChangesTheValueThatAFilterPicks) {
  const Json user =
      After(R"([{"op":"Replace","path":"emails[type eq \"work\"].value","value":"new@alvnas.example"}])");
  EXPECT_EQ(user["emails"].size(), 1u);
  EXPECT_EQ(user["emails"][0], Json::parse(R"({"type":"work","value":"new@alvnas.example","primary":true})"));
}

TEST(ScimPatchTest, MakesTheValueThatAFilterDescribes) {
  for (const std::string op : {"Add", "Replace"}) {
    const Json user =
        After(R"([{"op":")" + op + R"(","path":"phoneNumbers[type eq \"mobile\"].value","value":"070-1"}])");
    EXPECT_EQ(user["phoneNumbers"], Json::parse(R"([{"type":"mobile","value":"070-1"}])"));
  }
  const Json user =
      After(R"([{"op":"Add","path":"emails[type eq \"home\"]","value":{"value":"h@x.example"}}])");
  EXPECT_EQ(user["emails"].size(), 2u);
  EXPECT_EQ(TypeOf(R"([{"op":"Add","path":"emails[type ne \"work\"].value","value":"x"}])"), "noTarget");
}

TEST(ScimPatchTest, AddsValuesOnceAndKeepsOnePrimary) {
  const Json user = After(R"([
      {"op":"Add","path":"emails","value":[{"type":"home","value":"h@x.example","primary":true}]},
      {"op":"Add","path":"emails","value":{"type":"home","value":"h@x.example"}},
      {"op":"add","value":{"emails":[{"type":"other","value":"o@x.example"}]}}])");
  ASSERT_EQ(user["emails"].size(), 3u);
  EXPECT_EQ(user["emails"][0]["primary"], false);
  EXPECT_EQ(user["emails"][1]["primary"], true);
  EXPECT_EQ(
      After(R"([{"op":"Replace","path":"emails","value":[{"type":"home","value":"h"}]}])")["emails"].size(),
      1u);
}

TEST(ScimPatchTest, TakesTheManagerInEveryForm) {
  const std::string path = R"("path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager")";
  for (const std::string value :
       {R"([{"$ref":"/Users/0b","value":"0b"}])", R"({"value":"0b"})", R"("0b")", R"([{"value":"0b"}])"}) {
    EXPECT_EQ(
        Enterprise(After(R"([{"op":"Add",)" + path + R"(,"value":)" + value + "}]"))["manager"]["value"],
        "0b")
        << value;
  }
  EXPECT_EQ(Enterprise(After(R"([{"op":"Replace","path":"manager","value":"0b"}])"))["manager"]["value"],
            "0b");
  EXPECT_EQ(Enterprise(After(R"([{"op":"Add","path":"manager.value","value":"0b"}])"))["manager"]["value"],
            "0b");
  const std::string with = After(R"([{"op":"Add","path":"manager","value":"0b"}])").dump();
  for (const std::string gone :
       {R"({"op":"Remove","path":"manager"})", R"({"op":"Replace","path":"manager","value":null})",
        R"({"op":"Replace","path":"manager","value":""})",
        R"({"op":"Replace","path":"manager","value":[]})"}) {
    EXPECT_FALSE(Enterprise(After("[" + gone + "]", with)).contains("manager")) << gone;
  }
}

TEST(ScimPatchTest, TakesATextThatComesAsAListOfOne) {
  EXPECT_EQ(
      After(R"([{"op":"Replace","path":"displayName","value":[{"$ref":null,"value":"Bo"}]}])")["displayName"],
      "Bo");
  EXPECT_EQ(After(R"([{"op":"Add","path":"title","value":[{"value":"Chef"}]}])")["title"], "Chef");
}

TEST(ScimPatchTest, RemovesInEveryForm) {
  EXPECT_FALSE(After(R"([{"op":"remove","path":"name.givenName"}])")["name"].contains("givenName"));
  EXPECT_FALSE(After(R"([{"op":"remove","path":"emails[type eq \"work\"]"}])").contains("emails"));
  EXPECT_FALSE(After(R"([{"op":"remove","path":"emails[type eq \"work\"].primary"}])")["emails"][0].contains(
      "primary"));
  EXPECT_TRUE(After(R"([{"op":"remove","path":"emails[type eq \"home\"]"}])").contains("emails"));
  EXPECT_FALSE(After(R"([{"op":"remove","path":"emails","value":[{"value":"asa@alvnas.example"}]}])")
                   .contains("emails"));
  EXPECT_FALSE(After(R"([{"op":"remove","path":"urn:example:params:extension:alvnas:2.0:User"}])")
                   .contains("urn:example:params:extension:alvnas:2.0:User"));
  EXPECT_FALSE(After(R"([{"op":"replace","path":"displayName","value":null}])").contains("displayName"));
  EXPECT_EQ(After(R"([{"op":"remove","path":"nickName"}])")["displayName"], "Åsa Öberg");
}

TEST(ScimPatchTest, RefusesWhatItCannotDo) {
  EXPECT_EQ(TypeOf(R"([{"op":"explode","path":"active","value":true}])"), "invalidSyntax");
  EXPECT_EQ(TypeOf(R"([{"path":"active","value":true}])"), "invalidSyntax");
  EXPECT_EQ(TypeOf(R"(["replace"])"), "invalidSyntax");
  EXPECT_EQ(TypeOf(R"([])"), "invalidSyntax");
  EXPECT_EQ(TypeOf(R"([{"op":"remove"}])"), "noTarget");
  EXPECT_EQ(TypeOf(R"([{"op":"add","value":"x"}])"), "invalidValue");
  EXPECT_EQ(TypeOf(R"([{"op":"add","path":"title"}])"), "invalidValue");
  EXPECT_EQ(TypeOf(R"([{"op":"add","path":"user name","value":"x"}])"), "invalidPath");
  EXPECT_EQ(TypeOf(R"([{"op":"add","path":"emails[type eq","value":"x"}])"), "invalidPath");
  EXPECT_EQ(TypeOf(R"([{"op":"add","path":"emails[type is \"x\"].value","value":"x"}])"), "invalidPath");
  EXPECT_EQ(TypeOf(R"([{"op":"add","path":"a.b.c","value":"x"}])"), "invalidPath");
  EXPECT_EQ(TypeOf(R"([{"op":"add","path":7,"value":"x"}])"), "invalidPath");
  EXPECT_EQ(TypeOf(R"([{"op":"replace","path":"id","value":"x"}])"), "mutability");
  EXPECT_EQ(TypeOf(R"([{"op":"remove","path":"userName"}])"), "invalidValue");
  EXPECT_EQ(TypeOf(R"([{"op":"replace","path":"userName","value":{"a":1}}])"), "invalidValue");
  EXPECT_EQ(TypeOf(R"([{"op":"replace","path":"name","value":"Åsa"}])"), "invalidValue");
  EXPECT_EQ(
      TypeOf(
          R"([{"op":"replace","path":"title.x","value":"Åsa"},{"op":"replace","path":"displayName.x","value":"y"}])"),
      "invalidValue");
}

std::vector<MemberChange> Changes(const std::string& operations) {
  auto parsed = ParsePatch(Json{{"Operations", Json::parse(operations)}});
  EXPECT_TRUE(parsed.ok()) << parsed.status();
  const auto changes = TakeMemberChanges(*parsed);
  EXPECT_TRUE(changes.ok()) << changes.status();
  return changes.ok() ? *changes : std::vector<MemberChange>();
}

TEST(ScimPatchTest, TakesMembersInEveryForm) {
  const std::string id = FormatId(7);
  using Kind = MemberChange::Kind;
  const std::pair<std::string, Kind> cases[] = {
      {R"({"op":"Add","path":"members","value":[{"$ref":null,"value":"ID"}]})", Kind::kAdd},
      {R"({"op":"add","value":{"members":[{"value":"ID"}]}})", Kind::kAdd},
      {R"({"op":"Remove","path":"members","value":[{"$ref":null,"value":"ID"}]})", Kind::kRemove},
      {R"({"op":"remove","path":"members","value":"ID"})", Kind::kRemove},
      {R"({"op":"remove","path":"members[value eq \"ID\"]"})", Kind::kRemove},
      {R"({"op":"Replace","path":"members","value":[{"value":"ID"}]})", Kind::kReplace},
  };
  for (auto [text, kind] : cases) {
    text.replace(text.find("ID"), 2, id);
    const std::vector<MemberChange> changes = Changes("[" + text + "]");
    ASSERT_EQ(changes.size(), 1u) << text;
    EXPECT_EQ(changes[0].kind, kind) << text;
    EXPECT_EQ(changes[0].user_ids, std::vector<Id>{7}) << text;
  }
  EXPECT_EQ(Changes(R"([{"op":"remove","path":"members"}])")[0].kind, Kind::kReplace) << "by nobody";
  EXPECT_EQ(Changes(R"([{"op":"remove","path":"members[value sw \"0\"]"}])")[0].kind, Kind::kRemoveFitting);
  EXPECT_TRUE(
      Changes(R"([{"op":"remove","path":"members","value":[{"value":"nobody"}]}])")[0].user_ids.empty());
}

}  // namespace
}  // namespace nanolearn::scim
