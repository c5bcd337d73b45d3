// Whom an organisation has named to be mailed how far its audit goes.

#include "tests/integration/privacy_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;

using AuditRecipients = PrivacyFixture;

TEST_F(AuditRecipients, AreNotErasedBeforeTheyAreTakenOut) {
  LetTureGo();
  v1::UpdateOrganisationRequest update;
  update.mutable_organisation()->set_name(kAlvnas);
  update.mutable_organisation()->add_audit_recipients(kTuresEmail);
  update.mutable_update_mask()->add_paths("audit_recipients");
  v1::Organisation organisation;
  ASSERT_TRUE(
      admin_.Call(&v1::OrganisationService::Stub::UpdateOrganisation, *admin_.organisations, update, &organisation).ok());
  ASSERT_EQ(organisation.audit_recipients_size(), 1);
  v1::ErasePersonResponse response;
  const grpc::Status status = TryErase(admin_, ture_, &response);
  EXPECT_EQ(ReasonOf(status), "ADDRESS_IN_SETTINGS");
  EXPECT_THAT(status.error_message(), HasSubstr("who is mailed how far the audit goes"));
  update.mutable_organisation()->clear_audit_recipients();
  ASSERT_TRUE(
      admin_.Call(&v1::OrganisationService::Stub::UpdateOrganisation, *admin_.organisations, update, &organisation).ok());
  EXPECT_TRUE(TryErase(admin_, ture_, &response).ok());
}

}  // namespace
}  // namespace nanolearn::testing
