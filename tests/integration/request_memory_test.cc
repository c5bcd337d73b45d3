// Strangers cannot have the server hold more of their requests than there is memory for.

#include <gtest/gtest.h>

#include "tests/support/demo.h"
#include "tests/support/half_requests.h"

namespace nanolearn::testing {
namespace {

TEST(RequestMemoryTest, EndsForRequestsThatNeverComeWhole) {
  if (!CanSendHalfRequests()) GTEST_SKIP() << "needs node";
  TestServer server([](ServerOptions& options) { options.request_memory = size_t{32} << 20; });
  TestClient admin = server.Admin();
  CreateOrganisation(admin, "alvnas");
  EXPECT_EQ(SendHalfRequests(server.address(), 2, 50), 50) << "half of them; all would take 400 megabytes";
  v1::GetOrganisationRequest request;
  request.set_name(kAlvnas);
  v1::Organisation organisation;
  EXPECT_TRUE(admin.Call(&v1::OrganisationService::Stub::GetOrganisation, *admin.organisations, request, &organisation).ok())
      << "others are served";
}

}  // namespace
}  // namespace nanolearn::testing
