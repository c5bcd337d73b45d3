#include <gtest/gtest.h>

#include "service/domain/department.h"
#include "service/domain/fold_case.h"
#include "service/domain/scim/discovery.h"
#include "service/domain/scim/error.h"
#include "service/domain/scim/projection.h"
#include "service/domain/scim/user_resource.h"

namespace nanolearn::scim {
namespace {

Json Normalised(const std::string& text) {
  Json user = Json::parse(text);
  const absl::Status status = NormaliseUser(user);
  EXPECT_TRUE(status.ok()) << text << ": " << status;
  return user;
}

std::string TypeOf(const std::string& text) {
  Json user = Json::parse(text);
  return ScimTypeOf(NormaliseUser(user));
}

TEST(ScimResourceTest, KeepsWhatNobodyHereKnowsAndDropsWhatIsNotTheDirectorys) {
  const Json user =
      Normalised(R"({"USERNAME":"a","id":"1","meta":{},"groups":[1],"password":"p","nickname":null,
      "x":{"y":[1]},"roles":[],"urn:example:1.0:User":{"z":true}})");
  EXPECT_EQ(user, Json::parse(R"({"userName":"a","active":true,"x":{"y":[1]},"roles":[],
      "urn:example:1.0:User":{"z":true},
      "schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:example:1.0:User"]})"));
}

TEST(ScimResourceTest, RefusesValuesThatCannotBe) {
  for (const std::string text :
       {R"({})", R"({"userName":" "})", R"({"userName":null})", R"({"userName":{}})",
        R"({"userName":"a","active":3})", R"({"userName":"a\u0000b"})", R"({"userName":"a\nb"})",
        R"({"userName":"a","name":[]})",
        R"({"userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":"x"})",
        R"({"userName":"a","title":{"x":1}})"}) {
    EXPECT_EQ(TypeOf(text), "invalidValue") << text;
  }
  EXPECT_EQ(TypeOf(R"({"userName":")" + std::string(300, 'a') + "\"}"), "invalidValue");
  EXPECT_EQ(TypeOf(R"({"userName":"a","x":")" + std::string(200000, 'a') + "\"}"), "invalidValue");
}

TEST(ScimResourceTest, ParsesNoJsonThatIsBrokenOrTooDeep) {
  for (const std::string& text : {std::string(""), std::string("{"), std::string("[]"), std::string("\"x\""),
                                  std::string("{\"a\":\"\xff\"}"), "{\"a\":" + std::string(100000, '[')}) {
    EXPECT_EQ(ScimTypeOf(ParseObject(text).status()), "invalidSyntax");
  }
  EXPECT_TRUE(ParseObject(R"({"a":"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})").ok());
}

TEST(ScimResourceTest, TellsWhatCounts) {
  const UserFacts facts =
      FactsOf(Normalised(R"({"userName":"asa@alvnas.example","externalId":"o","active":"False",
      "displayName":"Åsa Öberg","title":" Undersköterska ","name":{"givenName":"Åsa","familyName":"Öberg"},
      "emails":[{"type":"home","value":"h@x.example","primary":true},{"type":"work","value":"Asa@Alvnas.Example"}],
      "phoneNumbers":[{"type":"mobile","value":"070-1"},{"type":"work","value":"0550-1"}],
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
        {"employeeNumber":100,"department":"LSS","manager":[{"value":"0b"}]}})"));
  EXPECT_FALSE(facts.active);
  EXPECT_EQ(facts.attributes.given_name, "Åsa");
  EXPECT_EQ(facts.attributes.family_name, "Öberg");
  EXPECT_EQ(facts.attributes.email, "Asa@alvnas.example");
  EXPECT_EQ(facts.attributes.phone, "0550-1");
  EXPECT_EQ(facts.title, "Undersköterska");
  EXPECT_EQ(facts.employee_number, "100");
  EXPECT_EQ(facts.department, "LSS");
  EXPECT_EQ(facts.manager_id, "0b");
  EXPECT_EQ(facts.work_email, "Asa@Alvnas.Example");
}

TEST(ScimResourceTest, MakesDoWithLess) {
  const auto facts = [](const std::string& more) {
    return FactsOf(Normalised(R"({"userName":"a@b.example",)" + more + "}"));
  };
  EXPECT_EQ(facts(R"("displayName":"Anna Maria Ek")").attributes.given_name, "Anna Maria");
  EXPECT_EQ(facts(R"("displayName":"Ek, Anna")").attributes.family_name, "Ek");
  EXPECT_EQ(facts(R"("name":{"formatted":"Anna Ek"})").attributes.family_name, "Ek");
  EXPECT_EQ(facts(R"("displayName":"Anna")").attributes.given_name, "Anna");
  EXPECT_EQ(facts(R"("emails":[{"type":"home","value":"h@x.example","primary":"True"}])").attributes.email,
            "h@x.example");
  EXPECT_EQ(facts(R"("emails":[{"type":"work","value":"none"}])").attributes.email, "a@b.example");
  EXPECT_EQ(facts(R"("phoneNumbers":[{"type":"mobile","value":"070"}])").attributes.phone, "070");
  EXPECT_TRUE(
      facts(R"("emails":[{"type":"work","value":"a"},{"type":"Work","value":"b"}])").has_several_emails);
}

TEST(ScimResourceTest, AnswersNoMoreThanWasAsked) {
  const Json user =
      Json::parse(R"({"id":"1","schemas":[],"userName":"a","name":{"givenName":"G","familyName":"F"},
      "emails":[{"type":"work","value":"w"},{"type":"home","value":"h"}],
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","employeeNumber":"1"}})");
  EXPECT_EQ(Projection("id", "").Apply(user), Json::parse(R"({"id":"1","schemas":[]})"));
  EXPECT_EQ(Projection("USERNAME, name.familyName", "").Apply(user),
            Json::parse(R"({"id":"1","schemas":[],"userName":"a","name":{"familyName":"F"}})"));
  EXPECT_EQ(Projection("emails.value", "").Apply(user)["emails"],
            Json::parse(R"([{"value":"w"},{"value":"h"}])"));
  EXPECT_EQ(Projection("department", "").Apply(user)[kEnterpriseSchema],
            Json::parse(R"({"department":"D"})"));
  const Json without =
      Projection("", "id,name.givenName,emails,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
          .Apply(user);
  EXPECT_EQ(without, Json::parse(R"({"id":"1","schemas":[],"userName":"a","name":{"familyName":"F"}})"));
  EXPECT_FALSE(Projection("", "members").Includes("members"));
  EXPECT_FALSE(Projection("displayName", "").Includes("members"));
  EXPECT_TRUE(Projection("", "").Includes("members"));
}

TEST(ScimResourceTest, DescribesItself) {
  const Json config = ServiceProviderConfig("https://x/scim/v2");
  EXPECT_EQ(config["patch"]["supported"], true);
  EXPECT_EQ(config["authenticationSchemes"].size(), 1u);
  EXPECT_EQ(config["authenticationSchemes"][0]["type"], "oauthbearertoken");
  EXPECT_TRUE(config["schemas"].is_array());
  const Json types = ResourceTypes("");
  ASSERT_EQ(types.size(), 2u);
  EXPECT_EQ(types[0]["schemaExtensions"][0]["schema"], kEnterpriseSchema);
  const Json schemas = Schemas("");
  ASSERT_EQ(schemas.size(), 3u);
  for (const Json& schema : schemas) {
    ASSERT_TRUE(schema["attributes"].is_array());
    for (const Json& attribute : schema["attributes"]) {
      EXPECT_TRUE(attribute["name"].is_string()) << attribute;
      EXPECT_EQ(attribute["type"] == "complex", attribute.contains("subAttributes")) << attribute;
    }
  }
  EXPECT_TRUE(FindById(schemas, kUserSchema));
  EXPECT_FALSE(FindById(schemas, "urn:other"));
}

TEST(FoldCaseTest, KnowsSwedishAndOtherLetters) {
  EXPECT_EQ(FoldCase("ÅSA Öberg-ÉMILE ŁÓDŹ ЖД"), "åsa öberg-émile łódź жд");
  EXPECT_EQ(FoldCase("a\xff\xfez"), "a\xff\xfez");
  EXPECT_EQ(FirstBytes("aåb", 2), "a");
  EXPECT_EQ(FirstBytes("aåb", 3), "aå");
}

TEST(DepartmentTest, IsFoundByCodeThenByTheOnlyName) {
  const auto unit = [](Id id, const std::string& code, const std::string& name, Id parent = 1) {
    return UnitVersion{
        .unit_id = id, .code = code, .name = name, .parent_id = parent, .valid = {Date(2026, 1, 1), kNoEnd}};
  };
  std::vector<UnitVersion> units = {unit(1, "G", "Gruppen", kNoId), unit(2, "LSS", "Omsorg"),
                                    unit(3, "HT1", "Hemtjänst"), unit(4, "HT2", "Hemtjänst"),
                                    unit(5, "X", "lss")};
  units.push_back(unit(6, "OLD", "Gamla"));
  units.back().valid.to = Date(2026, 6, 1);
  const auto find = [&](const std::string& department, Id other = kNoId) {
    return FindDepartment(units, department, Date(2026, 11, 24), other);
  };
  EXPECT_EQ(find("LSS").unit_id, 2u);
  EXPECT_EQ(find("ht1").unit_id, 3u);
  EXPECT_EQ(find("OMSORG").unit_id, 2u);
  EXPECT_EQ(find("").unit_id, 1u);
  EXPECT_FALSE(find("").is_unknown);
  for (const std::string department : {"Hemtjänst", "Gamla", "Okänd"}) {
    EXPECT_TRUE(find(department).is_unknown) << department;
    EXPECT_EQ(find(department).unit_code, "G");
    EXPECT_EQ(find(department, 4).unit_code, "HT2");
  }
  EXPECT_EQ(FindDepartment({}, "LSS", Date(2026, 11, 24), kNoId).unit_id, kNoId);
}

}  // namespace
}  // namespace nanolearn::scim
