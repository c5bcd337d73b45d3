#include "service/webhook/cloud_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "service/domain/subscription.h"

namespace nanolearn {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::Not;
using ::testing::StartsWith;

const absl::Time kNow = absl::FromUnixSeconds(1'614'265'330);

EventDetails Completion() {
  EventDetails details{.organisation_id = 7, .organisation = "alvnas"};
  details.event = {.sequence = 12, .type = EventType::kCompletionRecorded, .subject_id = 9, .time = kNow};
  details.completion_id = 9;
  details.assignment_id = 8;
  details.person_id = 6;
  details.units = {"IT", "VON"};
  details.module = "phishing";
  details.revision = 2;
  details.programme = "grund";
  details.cycle = 1;
  details.due_date = Date(2021, 3, 1);
  details.complete_time = kNow;
  return details;
}

// The example of the specification of Standard Webhooks.
TEST(SignWebhook, IsWhatStandardWebhooksSays) {
  const std::string key = WebhookKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  EXPECT_EQ(SignWebhook(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", kNow, R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(CloudEvent, OfACompletionTellsIdsAndCodes) {
  const json event = ToCloudEvent(Completion());
  EXPECT_EQ(event["specversion"], "1.0");
  EXPECT_EQ(event["id"], "0000000000007.12");
  EXPECT_EQ(event["source"], "/organisations/alvnas");
  EXPECT_EQ(event["type"], "nanolearn.completion.recorded.v1");
  EXPECT_EQ(event["subject"], "organisations/alvnas/completions/0000000000009");
  EXPECT_EQ(event["time"], "2021-02-25T15:02:10Z");
  EXPECT_EQ(event["sequence"], "12");
  EXPECT_EQ(event["data"]["person"], "organisations/alvnas/people/0000000000006");
  EXPECT_EQ(event["data"]["units"],
            json({"organisations/alvnas/units/IT", "organisations/alvnas/units/VON"}));
  EXPECT_EQ(event["data"]["module"], "organisations/alvnas/modules/phishing");
  EXPECT_EQ(event["data"]["revision"], 2);
  EXPECT_EQ(event["data"]["dueDate"], "2021-03-01");
  EXPECT_EQ(event["data"]["late"], false);
}

TEST(CloudEvent, TellsNothingOfWhoHasAProtectedIdentity) {
  EventDetails details = Completion();
  details.is_protected = true;
  const json event = ToCloudEvent(details);
  EXPECT_FALSE(event["data"].contains("person"));
  EXPECT_FALSE(event["data"].contains("units"));
  EXPECT_EQ(event["data"]["protectedIdentity"], true);
}

TEST(CloudEvent, OfAHeldRunTellsItsSource) {
  EventDetails details{.organisation_id = 7, .organisation = "alvnas"};
  details.event = {.sequence = 3, .type = EventType::kSyncHeld, .subject_id = 5, .time = kNow};
  details.source = "personal";
  details.effective = Date(2021, 2, 24);
  const json event = ToCloudEvent(details);
  EXPECT_EQ(event["type"], "nanolearn.sync.held.v1");
  EXPECT_EQ(event["data"], json({{"syncRun", "organisations/alvnas/syncRuns/0000000000005"},
                                 {"source", "personal"},
                                 {"effectiveDate", "2021-02-24"}}));
}

TEST(Webhook, HasTheSameIdOnlyForTheSameBody) {
  const Subscription subscription{.id = 4, .url = "https://hr.example/"};
  const auto id_of = [&](const EventDetails& details, absl::Time now) {
    return MakeWebhook(subscription, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", {details}, now).headers[1];
  };
  EventDetails other = Completion();
  other.event.sequence = 13;
  EXPECT_THAT(id_of(Completion(), kNow), StartsWith("webhook-id: 0000000000004."));
  EXPECT_EQ(id_of(Completion(), kNow), id_of(Completion(), kNow + absl::Hours(1)));
  EXPECT_NE(id_of(Completion(), kNow), id_of(other, kNow));
}

}  // namespace
}  // namespace nanolearn
