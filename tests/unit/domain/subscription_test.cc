#include "service/domain/subscription.h"

#include <gtest/gtest.h>

#include "service/base/error.h"

namespace nanolearn {
namespace {

Subscription To(const std::string& url) {
  return {.name = "hr", .url = url, .types = {EventType::kCompletionRecorded}};
}

bool IsAccepted(const std::string& url, bool allows_http = false) {
  return CheckSubscription(To(url), allows_http).ok();
}

TEST(Subscription, GoesToOthersByTlsOnly) {
  EXPECT_TRUE(IsAccepted("https://hr.example/nanolearn?key=1"));
  for (const char* url :
       {"http://hr.example/", "http://127.0.0.1:8080/", "http://localhost", "http://[::1]:8080/x"}) {
    EXPECT_FALSE(IsAccepted(url)) << url;
    EXPECT_TRUE(IsAccepted(url, true)) << url;
  }
}

TEST(Subscription, HasAnAddressAndNothingElse) {
  for (const char* url : {"", "hr.example", "ftp://hr.example/", "https://", "https:///x", "https://a b/",
                          "https://user:password@hr.example/", "https://hr.example/#x", "file:///etc/passwd",
                          "https://hr.example/\r\nX: y"}) {
    EXPECT_FALSE(IsAccepted(url, true)) << url;
  }
}

TEST(Subscription, NamesWhatItWantsToBeToldOf) {
  Subscription subscription = To("https://hr.example/");
  subscription.types.clear();
  EXPECT_EQ(DetailsOf(CheckSubscription(subscription, false)).violations.at(0).field,
            "subscription.event_types");
  subscription.kind = SubscriptionKind::kXapi;
  subscription.types = {EventType::kSyncHeld};
  EXPECT_FALSE(CheckSubscription(subscription, false).ok()) << "there is no statement for it";
}

TEST(SubscriptionSecret, HasTheFormOfItsKind) {
  using Kind = SubscriptionKind;
  EXPECT_TRUE(CheckSubscriptionSecret(Kind::kWebhook, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").ok());
  EXPECT_TRUE(CheckSubscriptionSecret(Kind::kWebhook, MakeWebhookSecret(std::string(32, 'x'))).ok());
  EXPECT_FALSE(CheckSubscriptionSecret(Kind::kWebhook, "whsec_c2hvcnQ=").ok());
  EXPECT_FALSE(CheckSubscriptionSecret(Kind::kWebhook, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").ok());
  EXPECT_TRUE(CheckSubscriptionSecret(Kind::kXapi, "user:pass:word").ok());
  EXPECT_FALSE(CheckSubscriptionSecret(Kind::kXapi, "user").ok());
  EXPECT_FALSE(CheckSubscriptionSecret(Kind::kXapi, ":password").ok());
  EXPECT_FALSE(CheckSubscriptionSecret(Kind::kXapi, "user:pass\nword").ok());
}

}  // namespace
}  // namespace nanolearn
