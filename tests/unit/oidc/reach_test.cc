// Whom the server asks, and how many may wait for an answer.

#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "service/oidc/http.h"
#include "service/oidc/turns.h"

namespace nanolearn::oidc {
namespace {

TEST(AskingAProvider, OnThisMachineOrAPrivateNetworkIsRefusedUnlessItIsAllowed) {
  for (const char* url : {"http://localhost:9/", "https://127.0.0.1:9/", "https://2130706433:9/", "https://[::1]:9/",
                          "https://169.254.169.254:9/", "https://10.255.255.1:9/"}) {
    const absl::Status refused = Ask({}, {.url = url}).status();
    EXPECT_TRUE(absl::IsUnavailable(refused)) << url;
    EXPECT_TRUE(absl::StrContains(refused.message(), "--oidc-allow-own-network")) << url << ": " << refused;
  }
  const absl::Status tried = Ask({.allows_own_network = true}, {.url = "http://127.0.0.1:9/"}).status();
  EXPECT_FALSE(absl::StrContains(tried.message(), "--oidc-allow-own-network")) << tried;
}

TEST(TurnsTest, OfOneProviderAndOfAllAreLimited) {
  Turns turns(2, 3);
  std::optional<Turns::Turn> first = turns.Take("a"), second = turns.Take("a"), third = turns.Take("b");
  EXPECT_TRUE(first && second && third);
  EXPECT_FALSE(turns.Take("c")) << "as many as may wait in all";
  third.reset();
  EXPECT_FALSE(turns.Take("a")) << "as many as may wait for one";
  EXPECT_TRUE(turns.Take("c"));
  first.reset();
  EXPECT_TRUE(turns.Take("a"));
}

}  // namespace
}  // namespace nanolearn::oidc
