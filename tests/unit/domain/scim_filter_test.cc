#include <gtest/gtest.h>

#include "service/domain/scim/error.h"
#include "service/domain/scim/filter.h"

namespace nanolearn::scim {
namespace {

const Json& Asa() {
  static const Json* const kUser = new Json(Json::parse(R"({
    "id": "0abc", "externalId": "Obj-1", "userName": "asa.oberg@alvnas.example", "active": true,
    "displayName": "Åsa Öberg", "title": "",
    "name": {"givenName": "Åsa", "familyName": "Öberg"},
    "emails": [{"type": "work", "value": "asa@alvnas.example", "primary": true},
               {"type": "home", "value": "asa@hem.example"}],
    "roles": [],
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
      {"employeeNumber": "100", "department": "LSS", "manager": {"value": "0boss"}},
    "urn:example:params:extension:alvnas:2.0:User": {"floor": 3},
    "meta": {"created": "2026-11-24T11:00:00.000Z"}})"));
  return *kUser;
}

bool Fits(const std::string& filter) {
  const absl::StatusOr<Filter> parsed = ParseFilter(filter);
  EXPECT_TRUE(parsed.ok()) << filter << ": " << parsed.status();
  return parsed.ok() && Matches(*parsed, Asa());
}

TEST(ScimFilterTest, ComparesTextsWithoutRegardToCaseWhereTheSchemaSaysSo) {
  EXPECT_TRUE(Fits(R"(userName eq "ASA.Oberg@alvnas.example")"));
  EXPECT_TRUE(Fits(R"(displayName eq "åsa öberg")"));
  EXPECT_FALSE(Fits(R"(displayName eq "asa oberg")"));
  EXPECT_TRUE(Fits(R"(externalId eq "Obj-1")"));
  EXPECT_FALSE(Fits(R"(externalId eq "obj-1")"));
  EXPECT_FALSE(Fits(R"(id eq "0ABC")"));
}

TEST(ScimFilterTest, KnowsEveryOperatorInAnyCase) {
  EXPECT_TRUE(Fits(R"(userName co "OBERG")"));
  EXPECT_TRUE(Fits(R"(userName sw "asa")"));
  EXPECT_FALSE(Fits(R"(userName sw "oberg")"));
  EXPECT_TRUE(Fits(R"(userName ew ".example")"));
  EXPECT_TRUE(Fits(R"(userName NE "x")"));
  EXPECT_FALSE(Fits(R"(userName ne "asa.oberg@alvnas.example")"));
  EXPECT_TRUE(Fits(R"(userName gt "arne")"));
  EXPECT_TRUE(Fits(R"(userName Le "b")"));
  EXPECT_FALSE(Fits(R"(userName lt "a")"));
  EXPECT_TRUE(Fits(R"(USERNAME PR)"));
  EXPECT_FALSE(Fits("title pr")) << "an empty text is nothing";
  EXPECT_FALSE(Fits("roles pr")) << "nor is an empty list";
  EXPECT_FALSE(Fits("nickName pr"));
}

TEST(ScimFilterTest, ComparesBooleansNumbersNothingAndInstants) {
  EXPECT_TRUE(Fits("active eq true"));
  EXPECT_TRUE(Fits("active eq True"));
  EXPECT_TRUE(Fits(R"(active eq "true")"));
  EXPECT_FALSE(Fits("active eq false"));
  EXPECT_TRUE(Fits("active ne false"));
  EXPECT_TRUE(Fits("urn:example:params:extension:alvnas:2.0:User:floor ge 3"));
  EXPECT_FALSE(Fits("urn:example:params:extension:alvnas:2.0:User:floor gt 3"));
  EXPECT_TRUE(Fits("nickName eq null"));
  EXPECT_FALSE(Fits("userName eq null"));
  EXPECT_TRUE(Fits(R"(meta.created ge "2026-11-24T11:00:00Z")"));
  EXPECT_TRUE(Fits(R"(meta.created lt "2026-11-24T13:00:00+01:00")"));
}

TEST(ScimFilterTest, FindsExtensionsByTheirUrnAndTheEnterpriseOnesWithout) {
  EXPECT_TRUE(Fits(R"(urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "100")"));
  EXPECT_TRUE(Fits(R"(employeenumber eq "100")"));
  EXPECT_TRUE(Fits(R"(manager eq "0boss")"));
  EXPECT_TRUE(Fits(R"(manager.value eq "0boss")"));
  EXPECT_TRUE(Fits(R"(urn:ietf:params:scim:schemas:core:2.0:User:userName sw "asa")"));
}

TEST(ScimFilterTest, PicksAmongValues) {
  EXPECT_TRUE(Fits(R"(emails[type eq "work"].value eq "ASA@alvnas.example")"));
  EXPECT_FALSE(Fits(R"(emails[type eq "work"].value eq "asa@hem.example")"));
  EXPECT_TRUE(Fits(R"(emails[type eq "home" and value ew "hem.example"])"));
  EXPECT_FALSE(Fits(R"(emails[type eq "home" and primary eq true])"));
  EXPECT_TRUE(Fits(R"(emails eq "asa@hem.example")"));
  EXPECT_TRUE(Fits(R"(emails.value co "hem")"));
  EXPECT_TRUE(Fits(R"(name.familyName eq "Öberg")"));
  EXPECT_TRUE(Fits(R"(schemas eq "urn:ietf:params:scim:schemas:core:2.0:User")"));
}

TEST(ScimFilterTest, BindsNotBeforeAndBeforeOr) {
  EXPECT_TRUE(Fits(R"(userName eq "x" and active eq false or displayName pr)"));
  EXPECT_FALSE(Fits(R"(userName eq "x" and (active eq false or displayName pr))"));
  EXPECT_TRUE(Fits(R"(not (userName eq "x") and active eq true)"));
  EXPECT_FALSE(Fits(R"(NOT (userName eq "x" or active eq true))"));
  EXPECT_TRUE(Fits(R"((((active eq true))))"));
  EXPECT_TRUE(Fits(R"(id eq "0abc" and manager eq "0boss")"));
}

TEST(ScimFilterTest, ReadsQuotesAndEscapes) {
  EXPECT_FALSE(Fits(R"(displayName eq "a \"quoted\" name")"));
  EXPECT_TRUE(Fits(R"(displayName eq "\u00c5sa \u00d6berg")"));
  EXPECT_FALSE(Fits(R"(displayName eq ") and (")"));
}

TEST(ScimFilterTest, RefusesWhatIsNoFilter) {
  for (const std::string text : {"",
                                 " ",
                                 "userName",
                                 R"(userName resembles "x")",
                                 R"(userName eq)",
                                 R"(userName eq x)",
                                 R"(eq "x")",
                                 R"(userName eq "x)",
                                 R"(userName eq "x" and)",
                                 R"((userName eq "x")",
                                 R"(userName eq "x"))",
                                 R"(emails[type eq "work")",
                                 R"(emails[type eq "work"].)",
                                 R"(emails[emails[type pr]])",
                                 "not userName pr",
                                 "active co true",
                                 "active gt true",
                                 R"(userName eq "x" "y")",
                                 R"(user name eq "x")",
                                 R"(userName eq {})",
                                 R"(urn:ietf:params:scim:schemas:core:2.0:User pr)",
                                 R"(1a eq "x")"}) {
    const absl::StatusOr<Filter> parsed = ParseFilter(text);
    EXPECT_EQ(ScimTypeOf(parsed.status()), "invalidFilter") << text;
  }
  EXPECT_FALSE(ParseFilter(std::string(1000, '(')).ok()) << "nested too deeply";
  EXPECT_FALSE(ParseFilter("userName eq \"" + std::string(20000, 'x') + "\"").ok()) << "too long";
}

TEST(ScimFilterTest, TellsWhatTheDatabaseCanLookUp) {
  const auto required = [](const std::string& filter, const std::string& attribute) {
    return RequiredText(ParseFilter(filter).value(), attribute).value_or("nothing");
  };
  constexpr char kWork[] = "emails[type eq \"work\"].value";
  EXPECT_EQ(required(R"(userName eq "a")", "userName"), "a");
  EXPECT_EQ(required(R"(active eq true and userName eq "a")", "userName"), "a");
  EXPECT_EQ(required(R"(active eq true and userName eq "a")", "active"), "true");
  EXPECT_EQ(required(R"(userName eq "a" or userName eq "b")", "userName"), "nothing");
  EXPECT_EQ(required(R"(not (userName eq "a"))", "userName"), "nothing");
  EXPECT_EQ(required(R"(userName sw "a")", "userName"), "nothing");
  EXPECT_EQ(required(R"(emails[type eq "work"].value eq "a")", kWork), "a");
  EXPECT_EQ(required(R"(emails.value eq "a")", kWork), "nothing");
  EXPECT_EQ(required(R"(emails[type eq "home"].value eq "a")", kWork), "nothing");
  EXPECT_EQ(required(R"(urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "7")",
                     "employeeNumber"),
            "7");
}

}  // namespace
}  // namespace nanolearn::scim
