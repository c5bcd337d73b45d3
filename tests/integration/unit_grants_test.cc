// Grants of each role that makes sense for a unit.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/domain/unicode.h"
#include "tests/integration/line_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kGranted[] = "karin@byra.example";

class UnitGrants : public Lines {};

TEST_F(UnitGrants, AGrantOfAUnitOpensTheUnitAndNothingOfTheWholeOrganisation) {
  for (const v1::Role role : {v1::ROLE_HR, v1::ROLE_AUDITOR}) {
    const std::string email = absl::StrCat("a", static_cast<int>(role), "@byra.example");
    Grant(email, role, "20");
    const WebRights rights = RightsOf(email);
    EXPECT_THAT(rights.callers, IsEmpty());
    ASSERT_THAT(rights.units, SizeIs(1));
    EXPECT_EQ(rights.units[0].code, "20");
    const Caller& caller = rights.units[0].caller;
    EXPECT_EQ(RoleAllows(caller.token.role, Permission::kRemindPeople), role == v1::ROLE_HR);
    EXPECT_TRUE(server_.operations().people.List(caller, {.organisation = "alvnas", .unit_code = "20"}, {}).ok());
    EXPECT_FALSE(server_.operations().people.List(caller, {.organisation = "alvnas", .unit_code = "10"}, {}).ok());
    EXPECT_FALSE(server_.operations().sync_runs.List(caller, {.organisation = "alvnas"}, {}).ok())
        << "which concerns the whole organisation";
  }
}

TEST_F(UnitGrants, GrantsOfSeveralRolesForOneUnitStandBesideEachOther) {
  Grant(kGranted, v1::ROLE_MANAGER, "20");
  Grant(kGranted, v1::ROLE_AUDITOR, "20");
  EXPECT_THAT(RightsOf(kGranted).units, SizeIs(2));
}

TEST_F(UnitGrants, WhoHasALongAddressSignsWithIt) {
  const std::string email = absl::StrCat(std::string(199, 'b'), "å@byra.example");
  Grant(email, v1::ROLE_HR);
  const WebRights rights = RightsOf(email);
  ASSERT_THAT(rights.callers, SizeIs(1));
  EXPECT_LE(rights.callers[0].token.display_name.size(), 200u) << "as far as there is room";
  EXPECT_EQ(FindNotUtf8(rights.callers[0].token.display_name), std::nullopt) << "and cut between letters";
}

}  // namespace
}  // namespace nanolearn::testing
