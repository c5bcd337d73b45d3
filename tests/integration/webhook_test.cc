// Subscriptions and real receivers: what arrives, in which order, how often.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/storage/mysql/mysql_store.h"
#include "service/webhook/cloud_event.h"
#include "tests/support/demo.h"
#include "tests/support/test_server.h"
#include "tests/support/wait.h"
#include "tests/support/webhook_receiver.h"

namespace nanolearn::testing {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kName[] = "organisations/alvnas/subscriptions/hr";
using SubscriptionStub = v1::SubscriptionService::Stub;

void ForReceiversHere(ServerOptions& options) {
  options.webhook_pause = absl::Milliseconds(5);
  options.webhook_allow_http = true;
}

class WebhookTest : public ::testing::Test {
 protected:
  WebhookTest() : server_(ForReceiversHere), store_(*mysql::MysqlStore::Open(server_.database())) {
    TestClient admin = server_.Admin();
    CreateOrganisation(admin, "alvnas");
    EXPECT_TRUE(store_
                    ->Read([&](const ReadTransaction& tx) {
                      organisation_ = tx.organisations().Find("alvnas")->id;
                      return absl::OkStatus();
                    })
                    .ok());
  }

  // So many held runs, each of its own.
  void Happen(int count, EventType type = EventType::kSyncHeld) {
    std::vector<Event> events;
    for (int i = 0; i < count; ++i) {
      events.push_back({.type = type, .subject_id = ++subject_, .time = server_.clock().Now()});
    }
    const absl::Status status = store_->Write([&](WriteTransaction& tx) {
      tx.events().Append(organisation_, events);
      return absl::OkStatus();
    });
    ASSERT_TRUE(status.ok()) << status;
  }

  grpc::Status TryCreate(TestClient client, v1::CreateSubscriptionRequest request,
                         v1::CreateSubscriptionResponse* response) {
    request.set_parent(kAlvnas);
    request.mutable_subscription()->set_name(kName);
    return client.Call(&SubscriptionStub::CreateSubscription, *client.subscriptions, request, response);
  }

  // The secret.
  std::string Create(const std::string& url, int64_t from = 0) {
    v1::CreateSubscriptionRequest request;
    request.mutable_subscription()->set_kind(v1::SUBSCRIPTION_KIND_WEBHOOK);
    request.mutable_subscription()->set_url(url);
    request.mutable_subscription()->add_event_types(v1::EVENT_TYPE_SYNC_HELD);
    if (from > 0) request.set_sequence(from);
    v1::CreateSubscriptionResponse response;
    const grpc::Status status = TryCreate(server_.Admin(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.secret();
  }

  // With a token of the organisation.
  TestClient Auditor() { return server_.WithToken(CreateToken(server_.Admin(), v1::ROLE_AUDITOR)); }

  v1::Subscription Get() {
    TestClient admin = server_.Admin();
    v1::GetSubscriptionRequest request;
    request.set_name(kName);
    v1::Subscription subscription;
    const grpc::Status status =
        admin.Call(&SubscriptionStub::GetSubscription, *admin.subscriptions, request, &subscription);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return subscription;
  }

  bool AllSent() {
    return WaitFor([this] { return Get().waiting() == 0; });
  }

  static std::vector<std::string> SequencesOf(const std::vector<nlohmann::json>& events) {
    std::vector<std::string> sequences;
    for (const auto& event : events) sequences.push_back(event["sequence"]);
    return sequences;
  }
  static std::vector<std::string> FromTo(int first, int last) {
    std::vector<std::string> sequences;
    for (int i = first; i <= last; ++i) sequences.push_back(absl::StrCat(i));
    return sequences;
  }

  TestServer server_;
  std::unique_ptr<Store> store_;
  Id organisation_ = kNoId;
  Id subject_ = 0;
};

TEST_F(WebhookTest, EventsArriveOnceInTheirOrderAndSigned) {
  WebhookReceiver receiver;
  Happen(3);
  const std::string secret = Create(receiver.url() + "/nanolearn");
  Happen(150);
  Happen(20, EventType::kReportCreated);
  Happen(100);
  ASSERT_TRUE(AllSent());
  const std::vector<nlohmann::json> events = receiver.events();
  std::vector<std::string> expected = FromTo(4, 153), others = FromTo(174, 273);
  expected.insert(expected.end(), others.begin(), others.end());
  EXPECT_EQ(SequencesOf(events), expected);
  EXPECT_EQ(events[0]["type"], "nanolearn.sync.held.v1");
  for (const ReceivedPost& post : receiver.posts()) {
    EXPECT_EQ(post.path, "/nanolearn");
    EXPECT_EQ(post.headers.at("content-type"), "application/cloudevents-batch+json");
    EXPECT_LE(post.json().size(), 100u);
    const absl::Time signed_at = absl::FromUnixSeconds(std::stoll(post.headers.at("webhook-timestamp")));
    EXPECT_EQ(post.headers.at("webhook-signature"),
              SignWebhook(WebhookKey(secret), post.headers.at("webhook-id"), signed_at, post.body));
  }
  EXPECT_EQ(Get().state(), v1::SUBSCRIPTION_STATE_ACTIVE);
}

TEST_F(WebhookTest, AFailureIsTriedAgainLaterAndNothingIsLost) {
  std::atomic<int> answer = 500;
  WebhookReceiver receiver([&](const ReceivedPost&) { return answer.load(); });
  Create(receiver.url());
  Happen(5);
  ASSERT_TRUE(WaitFor([&] { return Get().last_error() == "the receiver answered 500"; }));
  EXPECT_THAT(receiver.posts(), SizeIs(1)) << "no second try before its time";
  EXPECT_TRUE(Get().has_next_try_time());
  Happen(5);
  answer = 302;
  server_.clock().Set(server_.clock().Now() + absl::Seconds(12));
  ASSERT_TRUE(WaitFor([&] { return Get().last_error() == "the receiver answered 302"; }));
  EXPECT_EQ(Get().tries(), 2);
  answer = 200;
  server_.clock().Set(server_.clock().Now() + absl::Seconds(24));
  ASSERT_TRUE(AllSent());
  EXPECT_EQ(SequencesOf(receiver.events()), FromTo(1, 10));
  EXPECT_EQ(Get().tries(), 0);
  EXPECT_EQ(Get().last_error(), "");
}

TEST_F(WebhookTest, WhoLongFailsIsShownAndTriedOnceAnHour) {
  std::atomic<int> answer = 503;
  WebhookReceiver receiver([&](const ReceivedPost&) { return answer.load(); });
  Create(receiver.url());
  Happen(1);
  for (int tries = 1; tries <= 10; ++tries) {
    ASSERT_TRUE(WaitFor([&] {
      return Get().tries() >= tries && !Get().last_error().empty() &&
             receiver.posts().size() == static_cast<size_t>(tries);
    })) << tries;
    // Longer than any pause.
    if (tries < 10) server_.clock().Set(server_.clock().Now() + absl::Minutes(80));
  }
  ASSERT_TRUE(WaitFor([&] { return Get().state() == v1::SUBSCRIPTION_STATE_FAILING; }));
  TestClient admin = server_.Admin();
  v1::ListJobsRequest request;
  request.set_parent(kAlvnas);
  v1::ListJobsResponse jobs;
  ASSERT_TRUE(WaitFor([&] {
    EXPECT_TRUE(admin.Call(&v1::JobService::Stub::ListJobs, *admin.jobs, request, &jobs).ok());
    for (const v1::Job& job : jobs.jobs()) {
      if (job.job() == "webhooks" && !job.last_error().empty()) {
        // Other organisations read this too.
        EXPECT_THAT(job.last_error(), ::testing::Not(HasSubstr("hr")));
        EXPECT_THAT(job.last_error(), ::testing::Not(HasSubstr("503")));
        return true;
      }
    }
    return false;
  })) << jobs.DebugString();
  bool waits = false;
  for (const v1::JobBacklog& backlog : jobs.backlogs()) {
    waits |= backlog.what() == "events:hr" && backlog.count() == 1;
  }
  EXPECT_TRUE(waits) << jobs.DebugString();
  answer = 204;
  server_.clock().Set(server_.clock().Now() + absl::Minutes(80));
  ASSERT_TRUE(AllSent());
  EXPECT_EQ(Get().state(), v1::SUBSCRIPTION_STATE_ACTIVE);
}

TEST_F(WebhookTest, AReceiverThatIsGonePausesItUntilItIsResumed) {
  std::atomic<int> answer = 410;
  WebhookReceiver receiver([&](const ReceivedPost&) { return answer.load(); });
  Create(receiver.url());
  Happen(2);
  ASSERT_TRUE(WaitFor([&] { return Get().state() == v1::SUBSCRIPTION_STATE_PAUSED; }));
  EXPECT_EQ(Get().last_error(), "the receiver answered 410: it is gone");
  answer = 204;
  TestClient admin = server_.Admin();
  v1::UpdateSubscriptionRequest request;
  request.mutable_subscription()->set_name(kName);
  request.mutable_subscription()->set_state(v1::SUBSCRIPTION_STATE_ACTIVE);
  request.mutable_update_mask()->add_paths("state");
  v1::Subscription subscription;
  ASSERT_TRUE(admin.Call(&SubscriptionStub::UpdateSubscription, *admin.subscriptions, request, &subscription).ok());
  ASSERT_TRUE(AllSent());
  EXPECT_EQ(SequencesOf(receiver.events()), FromTo(1, 2));
}

TEST_F(WebhookTest, AReplaySendsTheSameEventsAgain) {
  WebhookReceiver receiver;
  Create(receiver.url());
  Happen(6);
  ASSERT_TRUE(AllSent());
  const std::vector<nlohmann::json> first = receiver.events();
  TestClient admin = server_.Admin();
  v1::ReplaySubscriptionRequest request;
  request.set_name(kName);
  request.set_sequence(3);
  request.set_request_id("again");
  v1::Subscription subscription;
  ASSERT_TRUE(admin.Call(&SubscriptionStub::ReplaySubscription, *admin.subscriptions, request, &subscription).ok());
  ASSERT_TRUE(WaitFor([&] { return receiver.events().size() == 10; }));
  std::vector<nlohmann::json> again = receiver.events();
  again.erase(again.begin(), again.begin() + 6);
  EXPECT_EQ(again, std::vector<nlohmann::json>(first.begin() + 2, first.end()));
  // The same request moves nothing.
  ASSERT_TRUE(AllSent());
  ASSERT_TRUE(admin.Call(&SubscriptionStub::ReplaySubscription, *admin.subscriptions, request, &subscription).ok());
  EXPECT_EQ(subscription.waiting(), 0);
  request.set_request_id("beyond");
  request.set_sequence(8);
  const grpc::Status beyond =
      admin.Call(&SubscriptionStub::ReplaySubscription, *admin.subscriptions, request, &subscription);
  EXPECT_THAT(FieldsOf(beyond), ElementsAre("sequence"));
}

TEST_F(WebhookTest, AServerThatIsStartedAgainGoesOnWithoutLoss) {
  std::atomic<int> posts = 0;
  WebhookReceiver receiver([&](const ReceivedPost&) {
    ++posts;
    return 204;
  });
  Create(receiver.url());
  Happen(950);
  ASSERT_TRUE(WaitFor([&] { return posts > 1; }));
  server_.Restart();
  Happen(50);
  ASSERT_TRUE(AllSent());
  // Each for the first time in its order; what was under way may have come twice.
  std::vector<std::string> firsts;
  std::set<std::string> seen;
  for (const std::string& sequence : SequencesOf(receiver.events())) {
    if (seen.insert(sequence).second) firsts.push_back(sequence);
  }
  EXPECT_EQ(firsts, FromTo(1, 1000));
}

TEST_F(WebhookTest, APingIsAnsweredAtOnce) {
  std::atomic<int> answer = 204;
  WebhookReceiver receiver([&](const ReceivedPost&) { return answer.load(); });
  Create(receiver.url());
  TestClient admin = server_.Admin();
  v1::TestSubscriptionRequest request;
  request.set_name(kName);
  v1::TestSubscriptionResponse response;
  ASSERT_TRUE(admin.Call(&SubscriptionStub::TestSubscription, *admin.subscriptions, request, &response).ok());
  EXPECT_TRUE(response.ok());
  EXPECT_EQ(receiver.events().at(0)["type"], "nanolearn.ping.v1");
  answer = 401;
  ASSERT_TRUE(admin.Call(&SubscriptionStub::TestSubscription, *admin.subscriptions, request, &response).ok());
  EXPECT_FALSE(response.ok());
  EXPECT_EQ(response.http_status(), 401);
}

TEST_F(WebhookTest, MachinesAreShownToTheInstallationsTokensOnly) {
  const auto servers = [&](TestClient client) {
    v1::ListJobsRequest request;
    request.set_parent(kAlvnas);
    v1::ListJobsResponse jobs;
    EXPECT_TRUE(client.Call(&v1::JobService::Stub::ListJobs, *client.jobs, request, &jobs).ok());
    std::set<std::string> servers;
    for (const v1::Job& job : jobs.jobs()) servers.insert(job.server());
    return servers;
  };
  ASSERT_TRUE(WaitFor([&] { return !servers(server_.Admin()).empty(); }));
  EXPECT_THAT(servers(server_.Admin()), ::testing::Not(::testing::Contains("")));
  EXPECT_THAT(servers(Auditor()), ElementsAre(""));
}

TEST_F(WebhookTest, IsForAdministratorsAndKeepsItsSecret) {
  v1::CreateSubscriptionRequest request;
  request.mutable_subscription()->set_kind(v1::SUBSCRIPTION_KIND_WEBHOOK);
  request.mutable_subscription()->set_url("https://hr.example/");
  request.mutable_subscription()->add_event_types(v1::EVENT_TYPE_SYNC_HELD);
  request.set_request_id("one");
  v1::CreateSubscriptionResponse response;
  EXPECT_EQ(TryCreate(Auditor(), request, &response).error_code(), grpc::StatusCode::PERMISSION_DENIED);
  ASSERT_TRUE(TryCreate(server_.Admin(), request, &response).ok());
  EXPECT_THAT(response.secret(), HasSubstr("whsec_"));
  EXPECT_EQ(ReasonOf(TryCreate(server_.Admin(), request, &response)), "SUBSCRIPTION_EXISTS");
  EXPECT_THAT(Get().DebugString(), ::testing::Not(HasSubstr("whsec_")));
}

// Completions to a store of statements that refuses a known id with other content.
TEST(XapiTest, TellsEachCompletionOnceHoweverOftenItIsSent) {
  TestServer server(ForReceiversHere);
  TestClient admin = server.Admin();
  LoadDemo(admin);
  StatementStore statements("Basic bGVhcm46c2VjcmV0");  // learn:secret
  WebhookReceiver receiver([&](const ReceivedPost& post) { return statements.Take(post); });
  v1::CreateSubscriptionRequest request;
  request.set_parent(kAlvnas);
  request.mutable_subscription()->set_name(kName);
  request.mutable_subscription()->set_kind(v1::SUBSCRIPTION_KIND_XAPI);
  request.mutable_subscription()->set_url(receiver.url() + "/xapi");
  request.mutable_subscription()->add_event_types(v1::EVENT_TYPE_COMPLETION_RECORDED);
  request.set_secret("learn:secret");
  v1::CreateSubscriptionResponse created;
  ASSERT_TRUE(admin.Call(&SubscriptionStub::CreateSubscription, *admin.subscriptions, request, &created).ok());
  EXPECT_EQ(created.secret(), "");

  constexpr size_t kCompletions = 25;
  const std::vector<v1::Assignment> assignments = AllAssignments(admin, {});
  ASSERT_GE(assignments.size(), kCompletions);
  for (size_t i = 0; i < kCompletions; ++i) {
    v1::RecordCompletionRequest record;
    record.set_assignment(assignments[i].name());
    v1::RecordCompletionResponse recorded;
    ASSERT_TRUE(
        admin.Call(&v1::CompletionService::Stub::RecordCompletion, *admin.completions, record, &recorded)
            .ok());
  }
  // Those with a protected identity are left out.
  const auto told = [&] {
    v1::ListEventsRequest list;
    list.set_parent(kAlvnas);
    list.add_types(v1::EVENT_TYPE_COMPLETION_RECORDED);
    v1::ListEventsResponse events;
    EXPECT_TRUE(admin.Call(&v1::EventService::Stub::ListEvents, *admin.events, list, &events).ok());
    size_t shown = 0;
    for (const v1::Event& event : events.events()) shown += event.protected_identity() ? 0 : 1;
    return std::pair<size_t, size_t>(events.events_size(), shown);
  };
  ASSERT_TRUE(WaitFor([&] { return told().first == kCompletions; }));
  const size_t shown = told().second;
  ASSERT_TRUE(WaitFor([&] { return statements.statements().size() == shown; })) << shown;

  // One of them is another than it was: the store refuses the whole request, and still gets the rest.
  const auto before = statements.statements();
  v1::ReplaySubscriptionRequest replay;
  replay.set_name(kName);
  replay.set_sequence(1);
  v1::Subscription subscription;
  const size_t posts = receiver.posts().size();
  ASSERT_TRUE(admin.Call(&SubscriptionStub::ReplaySubscription, *admin.subscriptions, replay, &subscription).ok());
  ASSERT_TRUE(WaitFor([&] { return receiver.posts().size() > posts; }));
  EXPECT_EQ(statements.statements(), before);
  EXPECT_EQ(statements.conflicts(), 0) << "a statement is not the same when it is told again";

  // One that the store will never take keeps it from none of the others.
  const std::string bad = before.begin()->first;
  StatementStore others("Basic bGVhcm46c2VjcmV0");
  receiver.SetAnswer([&](const ReceivedPost& post) {
    return post.body.find(bad) != std::string::npos ? 400 : others.Take(post);
  });
  ASSERT_TRUE(admin.Call(&SubscriptionStub::ReplaySubscription, *admin.subscriptions, replay, &subscription).ok());
  ASSERT_TRUE(WaitFor([&] {
    v1::GetSubscriptionRequest get;
    get.set_name(kName);
    EXPECT_TRUE(admin.Call(&SubscriptionStub::GetSubscription, *admin.subscriptions, get, &subscription).ok());
    return subscription.waiting() == 0;
  }));
  EXPECT_EQ(others.statements().size(), shown - 1);
  EXPECT_THAT(subscription.last_error(), HasSubstr("was left out: the receiver answered 400"));
  EXPECT_EQ(subscription.state(), v1::SUBSCRIPTION_STATE_ACTIVE);
}

TEST(WebhookReachTest, DoesNotComeToThisMachineUnlessToldTo) {
  TestServer server;
  TestClient admin = server.Admin();
  CreateOrganisation(admin, "alvnas");
  WebhookReceiver receiver;
  v1::CreateSubscriptionRequest request;
  request.set_parent(kAlvnas);
  request.mutable_subscription()->set_name(kName);
  request.mutable_subscription()->set_kind(v1::SUBSCRIPTION_KIND_WEBHOOK);
  request.mutable_subscription()->set_url(receiver.url());
  request.mutable_subscription()->add_event_types(v1::EVENT_TYPE_SYNC_HELD);
  v1::CreateSubscriptionResponse created;
  const auto create = [&] {
    return admin.Call(&SubscriptionStub::CreateSubscription, *admin.subscriptions, request, &created);
  };
  EXPECT_THAT(FieldsOf(create()), ElementsAre("subscription.url"));
  request.mutable_subscription()->set_url("https" + receiver.url().substr(4));
  ASSERT_TRUE(create().ok());
  v1::TestSubscriptionRequest test;
  test.set_name(kName);
  v1::TestSubscriptionResponse tested;
  ASSERT_TRUE(admin.Call(&SubscriptionStub::TestSubscription, *admin.subscriptions, test, &tested).ok());
  EXPECT_FALSE(tested.ok());
  EXPECT_THAT(tested.DebugString(), HasSubstr("--webhook-allow-http"));
}

}  // namespace
}  // namespace nanolearn::testing
