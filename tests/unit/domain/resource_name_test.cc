#include "service/domain/resource_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/base/error.h"

namespace nanolearn {
namespace {

using ::testing::SizeIs;

// Expects a refusal with one violation of the field "name".
void ExpectRefused(const absl::Status& status) {
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  const ErrorDetails details = DetailsOf(status);
  EXPECT_EQ(details.reason, "INVALID_FIELD");
  ASSERT_THAT(details.violations, SizeIs(1));
  EXPECT_EQ(details.violations[0].field, "name");
}

TEST(ResourceName, IsWrittenWithItsOrganisationAndCollection) {
  EXPECT_EQ(OrganisationName("alvnas"), "organisations/alvnas");
  EXPECT_EQ(UnitName("alvnas", "VON"), "organisations/alvnas/units/VON");
  EXPECT_EQ(ResourceName("alvnas", "modules", "phishing"), "organisations/alvnas/modules/phishing");
  EXPECT_EQ(ResourceName("alvnas", "people", Id{1}), "organisations/alvnas/people/0000000000001");
}

TEST(ResourceName, ReadsWhatItWrites) {
  const auto unit = ParseName(UnitName("alvnas", "VON 12:å"), "units", "name");
  ASSERT_TRUE(unit.ok()) << unit.status();
  EXPECT_EQ(unit->organisation, "alvnas");
  EXPECT_EQ(unit->id, "VON 12:å");
  EXPECT_EQ(ParseOrganisationName(OrganisationName("alvnas"), "name").value(), "alvnas");
  const auto person = ParseName(ResourceName("alvnas", "people", Id{77}), "people", "name");
  EXPECT_EQ(ParseIdPart(person->id, "name").value(), 77);
}

TEST(ResourceName, LeavesWhatIsBelowAResourceToItsReader) {
  EXPECT_EQ(ParseName("organisations/a/modules/b/revisions/3", "modules", "name")->id, "b/revisions/3");
}

TEST(ResourceName, RefusesOtherForms) {
  for (const char* name :
       {"", "alvnas", "organisations", "organisations/", "/alvnas", "organisation/alvnas",
        "organisations/a/b", "organisations/alvnas/", "/organisations/alvnas", "Organisations/alvnas"}) {
    SCOPED_TRACE(name);
    ExpectRefused(ParseOrganisationName(name, "name").status());
  }
  for (const char* name :
       {"", "VON", "organisations/alvnas", "organisations/alvnas/units", "organisations/alvnas/units/",
        "organisations//units/VON", "organisations/alvnas/people/VON", "units/alvnas/units/VON",
        "/organisations/alvnas/units/VON"}) {
    SCOPED_TRACE(name);
    ExpectRefused(ParseName(name, "units", "name").status());
  }
}

TEST(ResourceName, CanBeHeldToOneOrganisation) {
  EXPECT_EQ(ParseNameIn("alvnas", "organisations/alvnas/units/VON", "units", "name").value(), "VON");
  EXPECT_EQ(ParseNameIn("alvnas", "", "units", "name").value(), "");
  ExpectRefused(ParseNameIn("alvnas", "organisations/other/units/VON", "units", "name").status());
  ExpectRefused(ParseNameIn("alvnas", "VON", "units", "name").status());
}

TEST(ResourceName, EndsWithAnIdThatTheServerGave) {
  EXPECT_EQ(ParseIdPart("000000000000a", "name").value(), 10);
  for (const char* id : {"", "1", "000000000000A", "000000000000u", "00000000000010", "zzzzzzzzzzzzz"}) {
    SCOPED_TRACE(id);
    ExpectRefused(ParseIdPart(id, "name").status());
  }
}

TEST(ResourceName, DoesNotEndWithTheIdThatMeansAny) {
  ExpectRefused(ParseIdPart(FormatId(kNoId), "name").status());
}

TEST(ResourceName, TakesSlugsOfSmallLettersDigitsAndHyphens) {
  for (const std::string& slug : {std::string("a"), std::string("7"), std::string("infosak-2026"),
                                  std::string("a-"), std::string(40, 'x')}) {
    EXPECT_TRUE(IsSlug(slug)) << slug;
  }
  for (const std::string& slug :
       {std::string(), std::string("-a"), std::string("A"), std::string("å"), std::string("a b"),
        std::string("a/b"), std::string("a_b"), std::string("a\0", 2), std::string(41, 'x')}) {
    EXPECT_FALSE(IsSlug(slug)) << slug;
  }
}

}  // namespace
}  // namespace nanolearn
