#include "service/domain/person.h"

#include <gtest/gtest.h>

#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

AttributeVersion Said(Id source, const std::string& name, const std::string& email, DateRange valid = {}) {
  return {.person_id = 1,
          .source_id = source,
          .attributes = {.given_name = name, .email = email},
          .valid = valid};
}

const std::vector<Source>& Sources() {
  static const auto* const kSources = new std::vector<Source>{
      {.id = 1, .name = "hr"}, {.id = 2, .name = "entra", .preferred_for = {PersonAttribute::kEmail}}};
  return *kSources;
}

TEST(Person, IsWhatTheOldestSourceSaysAndThePreferredOneForWhatItIsPreferredFor) {
  const auto chosen =
      ChooseAttributes({Said(2, "Entra", "e@x.example"), Said(1, "Hr", "h@x.example")}, Sources(), Day(0));
  EXPECT_EQ(chosen.given_name, "Hr");
  EXPECT_EQ(chosen.email, "e@x.example");
}

TEST(Person, ListensToTheNextSourceWhereOneIsSilent) {
  const auto chosen =
      ChooseAttributes({Said(1, "Hr", "h@x.example"), Said(2, "Entra", "")}, Sources(), Day(0));
  EXPECT_EQ(chosen.email, "h@x.example");
}

TEST(Person, HasTheNameOfTheDayAskedAbout) {
  const std::vector<AttributeVersion> versions = {Said(1, "Förr", "", {Day(0), Day(5)}),
                                                  Said(1, "Nu", "", {Day(5), kNoEnd})};
  EXPECT_EQ(ChooseAttributes(versions, Sources(), Day(4)).given_name, "Förr");
  EXPECT_EQ(ChooseAttributes(versions, Sources(), Day(5)).given_name, "Nu");
}

TEST(Person, WhomAllSourcesLetGoHasTheNameThatWasSaidLast) {
  const std::vector<AttributeVersion> versions = {Said(1, "Först", "", {Day(0), Day(3)}),
                                                  Said(2, "Sist", "", {Day(1), Day(6)})};
  EXPECT_EQ(ChooseAttributes(versions, Sources(), Day(9)).given_name, "Sist");
  EXPECT_EQ(ChooseAttributes(versions, Sources(), Day(4)).given_name, "Sist");
  EXPECT_EQ(ChooseAttributes(versions, Sources(), Day(2)).given_name, "Först");
}

TEST(Person, IsNotWhatWasTakenBack) {
  EXPECT_EQ(ChooseAttributes({Said(1, "Fel", "", {Day(3), Day(3)})}, Sources(), Day(3)), PersonAttributes());
}

TEST(Person, IsProtectedUntilTheSourceThatSaidSoSaysOtherwise) {
  AttributeVersion is_protected = Said(2, "A", "", {Day(0), Day(5)});
  is_protected.attributes.protected_identity = true;
  const AttributeVersion hr = Said(1, "A", "");
  EXPECT_TRUE(ChooseAttributes({is_protected, hr}, Sources(), Day(9)).protected_identity)
      << "letting somebody go does not say that the danger is over";
  const AttributeVersion over = Said(2, "A", "", {Day(7), kNoEnd});
  EXPECT_FALSE(ChooseAttributes({is_protected, hr, over}, Sources(), Day(9)).protected_identity);
}

}  // namespace
}  // namespace nanolearn
