#include "service/domain/role_group.h"

#include <gtest/gtest.h>

namespace nanolearn {
namespace {

TEST(RoleGroup, KnowsWhatRegistersCallThem) {
  const struct {
    RoleGroup group;
    std::vector<const char*> roles;
  } kCases[] = {
      {RoleGroup::kChair,
       {"Ordförande", "ORDFÖRANDE", "ordförande ", "Ordf.", "ordf", "Ordförande i kommunstyrelsen",
        "Ordförande kommunfullmäktige", "Styrelseordförande", "Nämndsordförande", "Utskottsordförande",
        "Ledamot, ordförande", "Ledamot (ordförande)", "Ordförande och ledamot", "Tf ordförande", "Chair",
        "Chairman", "Chairwoman of the board", "Board chair", "Acting chairperson"}},
      {RoleGroup::kViceChair,
       {"1:e vice ordförande",
        "2:e vice ordförande",
        "3:e vice ordförande",
        "1:a vice ordförande",
        "1.e vice ordf.",
        "1:E VICE ORDFÖRANDE",
        "Vice ordförande",
        "v. ordf.",
        "1:e v. ordf",
        "1e vice ordf",
        "Förste vice ordförande",
        "Andre vice ordförande",
        "Andra vice ordförande",
        "Viceordförande",
        "Vice styrelseordförande",
        "Ledamot, 2:e vice ordförande",
        "Vice chair",
        "Vice-chairman",
        "Deputy chair",
        "2nd vice chair",
        "First vice chairperson"}},
      {RoleGroup::kMember,
       {"Ledamot", "ledamot", "Ledamot i barn- och utbildningsnämnden", "Ordinarie ledamot",
        "Styrelseledamot", "Arbetstagarledamot", "Ledamot/ersättare", "Member", "Board member",
        "Committee member", "Member of the council", "Councillor"}},
      {RoleGroup::kSubstitute,
       {"Ersättare", "ersättare", "ERSÄTTARE", "Ersättare för ledamot", "Tjänstgörande ersättare",
        "Personlig ersättare", "Suppleant", "Styrelsesuppleant", "Lekmannarevisorssuppleant",
        "Revisorsersättare", "Ersättare för revisor", "Substitute", "Substitute member", "Alternate",
        "Deputy member", "Alternate member of the board"}},
      {RoleGroup::kAuditor,
       {"Revisor", "Förtroendevald revisor", "Lekmannarevisor", "Kommunal revisor", "revisor, ledamot",
        "Auditor", "Lay auditor", "Elected auditor"}},
  };
  for (const auto& [group, roles] : kCases) {
    for (const char* const role : roles) EXPECT_EQ(RoleGroupOf(role), group) << role;
  }
}

TEST(RoleGroup, IsNoneForJobsAndForWhatNobodyKnows) {
  for (const char* const role : {"",
                                 " ",
                                 ",",
                                 "1:e",
                                 "vice",
                                 "Undersköterska",
                                 "Enhetschef",
                                 "Ordförandens sekreterare",
                                 "Sekreterare åt ordföranden",
                                 "Semesterersättare",
                                 "Internrevisor",
                                 "Redovisningsekonom",
                                 "Vice rektor",
                                 "Biträdande chef",
                                 "Deputy director",
                                 "Substitute teacher",
                                 "Member services manager",
                                 "Internal auditor",
                                 "Team member",
                                 "Gruppledare",
                                 "Kommunalråd",
                                 "VD",
                                 "Ledamotsstöd",
                                 "vice revisor",
                                 "\xff\xfe",
                                 "ordf\xf6rande"}) {
    EXPECT_EQ(RoleGroupOf(role), std::nullopt) << role;
  }
}

TEST(RoleGroup, IsReadBackFromItsName) {
  for (const RoleGroup group : {RoleGroup::kChair, RoleGroup::kViceChair, RoleGroup::kMember,
                                RoleGroup::kSubstitute, RoleGroup::kAuditor}) {
    EXPECT_EQ(ParseRoleGroup(RoleGroupName(group)), group);
  }
  EXPECT_EQ(RoleGroupName(RoleGroup::kViceChair), "VICE_CHAIR");
  EXPECT_EQ(ParseRoleGroup("chair"), std::nullopt);
  EXPECT_EQ(ParseRoleGroup(""), std::nullopt);
}

TEST(RolePattern, IsTheWholeRoleWithoutRegardToCase) {
  EXPECT_TRUE(MatchesRole("Undersköterska", "undersköterska"));
  EXPECT_TRUE(MatchesRole("UNDERSKÖTERSKA", "Undersköterska"));
  EXPECT_TRUE(MatchesRole("åäö", "ÅÄÖ"));
  EXPECT_TRUE(MatchesRole(" Rektor ", "rektor"));
  EXPECT_FALSE(MatchesRole("Rektor", "Biträdande rektor"));
  EXPECT_FALSE(MatchesRole("Undersköterska", "Underskoterska"));
  EXPECT_FALSE(MatchesRole("", "Rektor"));
  EXPECT_TRUE(MatchesRole("", ""));
}

TEST(RolePattern, HasAStarForAnyLetters) {
  EXPECT_TRUE(MatchesRole("*chef*", "Enhetschef"));
  EXPECT_TRUE(MatchesRole("*chef*", "CHEFSJURIST"));
  EXPECT_TRUE(MatchesRole("*chef", "chef"));
  EXPECT_FALSE(MatchesRole("*chef", "Chefsjurist"));
  EXPECT_TRUE(MatchesRole("*", ""));
  EXPECT_TRUE(MatchesRole("**", "VD"));
  EXPECT_TRUE(MatchesRole("Lärare*", "lärare i Ma/NO"));
  EXPECT_TRUE(MatchesRole("lärare* år 1*", "Lärare, fritids, år 1-3"));
  EXPECT_FALSE(MatchesRole("ab*ba", "aba")) << "no letter stands for two";
  EXPECT_FALSE(MatchesRole("*a*b*a*", "aab"));
  EXPECT_TRUE(MatchesRole("*a*b*a*", "xaxbxax"));
  EXPECT_FALSE(MatchesRole("chef.", "chefx")) << "only the star is special";
  EXPECT_FALSE(MatchesRole("che?", "chef"));
}

}  // namespace
}  // namespace nanolearn
