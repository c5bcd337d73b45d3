// Identity providers that do not answer, or that are where the server does not ask.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/support/browser.h"
#include "tests/support/demo.h"
#include "tests/support/silent_server.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;

constexpr char kStart[] = "/sign-in/oidc?organisation=alvnas";

grpc::Status SetProvider(const TestClient& admin, const std::string& issuer) {
  v1::SetIdentityProviderRequest request;
  request.set_parent(kAlvnas);
  request.mutable_identity_provider()->set_issuer(issuer);
  request.mutable_identity_provider()->set_client_id("nanolearn");
  v1::IdentityProvider provider;
  return admin.Call(&v1::IdentityProviderService::Stub::SetIdentityProvider, *admin.identity_providers, request, &provider);
}

std::string PathOfALesson(TestClient& admin) {
  v1::ListAssignmentsRequest open;
  open.set_parent(kAlvnas);
  v1::CreateLinkRequest request;
  request.set_assignment(AllAssignments(admin, open).front().name());
  v1::Link link;
  const grpc::Status status = admin.Call(&v1::LinkService::Stub::CreateLink, *admin.links, request, &link);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return absl::StrCat("/l/", link.code());
}

TEST(OidcReach, LessonsGoOnWhileAProviderDoesNotAnswer) {
  TestServer server([](ServerOptions& options) { options.oidc_allow_own_network = true; });
  TestClient admin = server.Admin();
  LoadDemo(admin);
  const std::string lesson = PathOfALesson(admin);
  SilentServer provider;
  ASSERT_TRUE(SetProvider(admin, provider.url()).ok());
  constexpr int kPeople = 40;  // more than there are workers
  std::atomic<int> told = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < kPeople; ++i) {
    people.emplace_back([&] { told += Browser(server.http_address()).Get(kStart).status == 503; });
  }
  EXPECT_TRUE(WaitFor([&] { return told == kPeople - 1; })) << told << " were told at once that it does not answer";
  EXPECT_EQ(provider.connections(), 1) << "one worker waits";
  EXPECT_EQ(Browser(server.http_address()).Get(lesson).status, 200);
  EXPECT_EQ(told, kPeople - 1) << "who waits waits still";
  provider.Release();
  for (std::thread& one : people) one.join();
  EXPECT_EQ(told, kPeople);
}

TEST(OidcReach, AProviderOnThisMachineIsRefusedUnlessWhoeverRunsTheServerAllowsIt) {
  TestServer server;
  TestClient admin = server.Admin();
  CreateOrganisation(admin, "alvnas");
  EXPECT_THAT(FieldsOf(SetProvider(admin, "http://127.0.0.1:9")), ElementsAre("identity_provider.issuer"));
  SilentServer provider;
  // Its name gives nothing away: what it leads to is looked at when it is asked.
  ASSERT_TRUE(SetProvider(admin, absl::StrCat("https", provider.url().substr(4))).ok());
  EXPECT_EQ(Browser(server.http_address()).Get(kStart).status, 503);
  EXPECT_EQ(provider.connections(), 0);
}

}  // namespace
}  // namespace nanolearn::testing
