// Each change through the API is written down once, in the organisation's chain, and nothing personal with it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "service/rpc/method_access.h"
#include "tests/integration/audit_changes.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(AuditOfChanges, HasOneEntryForEachMethodThatChangesSomethingAndNothingPersonal) {
  const std::string cilla = PersonOf("Cilla");
  ChangeTokensAndGrants();
  ChangeTheOrganisation();
  ChangeProgrammes();
  ChangeMails();
  ChangeCompletions();
  ChangeAssignments();
  ChangeLinks();
  ChangeReports();
  ChangeSubscriptions();
  ChangeThePeople();
  DecideAboutLists();
  Forget(cilla);
  v1::RebuildComplianceRequest rebuild;
  rebuild.set_parent(kAlvnas);
  rebuild.set_request_id("rebuild");
  Once(&v1::ComplianceService::Stub::RebuildCompliance, *admin_.compliance, rebuild);

  std::set<std::string> actions;
  for (const AuditEntry& entry : Chain()) {
    actions.insert(entry.action);
    std::string said = entry.resource;
    for (const auto& [name, value] : entry.details) absl::StrAppend(&said, " ", name, "=", value);
    // Ids are in small letters.
    for (const char* personal : {"Anna", "Bo", "Cilla", "Ek", "Kim", "Holm", "@", "alvnas.example", "661208",
                                 "Intyg", "Sjuk", "hemlig", "Nätfiske"}) {
      EXPECT_THAT(said, Not(HasSubstr(personal))) << entry.action;
    }
  }
  // What these record is in entries of RecordCompletion.
  const std::set<std::string> together = {"AttestSession", "BatchRecordCompletions", "ImportCompletions"};
  for (const rpc::MethodAccess& access : rpc::MethodTable()) {
    const std::string method(access.method);
    const bool is_of_installation = method == "UseKey" || method == "RetireKey";  // see keys_test.cc
    if (access.trace != rpc::Trace::kChange || together.contains(method) || is_of_installation) continue;
    EXPECT_TRUE(actions.contains(method)) << method << " leaves no entry";
  }
}

TEST_F(AuditOfChanges, OfANewOrganisationBeginsItsOwnChain) {
  CreateOrganisation(admin_, "bergby");
  const std::vector<AuditEntry> chain = Chain("bergby");
  ASSERT_EQ(chain.size(), 1u);
  EXPECT_EQ(chain[0].action, "CreateOrganisation");
  EXPECT_EQ(chain[0].resource, "organisations/bergby");
  EXPECT_EQ(chain[0].origin, AdminOrigin());
}

TEST_F(AuditOfChanges, OfTheInstallationBeginsWithItsFirstToken) {
  const std::vector<AuditEntry> chain = Chain("");
  ASSERT_FALSE(chain.empty());
  EXPECT_EQ(chain[0].action, "CreateToken");
  EXPECT_EQ(chain[0].resource, absl::StrCat("tokens/", FormatId(TokenId(server_.admin_token()))));
  EXPECT_EQ(chain[0].origin, AuditOrigin()) << "the server's own";
}

}  // namespace
}  // namespace nanolearn::testing
