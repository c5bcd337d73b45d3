// Two servers on one database are restarted one after the other while clients that know both go on: nothing fails,
// nothing is lost or doubled.

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "tests/support/daemon.h"
#include "tests/support/demo.h"
#include "tests/support/health.h"
#include "tests/support/http_client.h"
#include "tests/support/test_database.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kRecorders = 6;
constexpr int kBrowsers = 2;

std::string UrlOf(const mysql::ConnectionOptions& database) {
  return absl::StrCat("mysql://", database.user, "@localhost/", database.schema, "?socket=", database.socket);
}

class RollingRestart : public ::testing::Test {
 protected:
  RollingRestart() {
    first_.Start();
    // The installation's key and token are the same on both.
    fs::create_directory(second_.data_directory());
    for (const char* const file : {"/identity.key", "/admin-token"}) {
      fs::copy(first_.data_directory() + file, second_.data_directory() + file);
    }
    second_.Start();
    channels_ = {grpc::CreateChannel(first_.address(), grpc::InsecureChannelCredentials()),
                 grpc::CreateChannel(second_.address(), grpc::InsecureChannelCredentials())};
    TestClient admin = ClientOf(0);
    LoadDemo(admin);
    const std::vector<std::string> modules = {"passwords", "mfa", "incident", "fraud", "away"};
    for (const std::string& module : modules) PublishModule(admin, module);
    CreateDemoProgramme(admin, "more", modules);
    v1::ListAssignmentsRequest request;
    request.set_as_of("2026-11-20");
    assignments_ = AllAssignments(admin, request);
    std::erase_if(assignments_, [](const v1::Assignment& a) { return a.state() != v1::ASSIGNMENT_STATE_NOT_YET_DUE; });
  }

  TestClient ClientOf(size_t server) { return TestClient(channels_[server], first_.token()); }

  // As any client does: one request id, and the other server when this one says that it is not there.
  void RecordOne(std::vector<TestClient>& clients, size_t& server, const v1::Assignment& assignment) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignment.name());
    request.set_request_id(absl::StrCat("roll-", assignment.name().substr(assignment.name().rfind('/') + 1)));
    request.mutable_complete_time()->set_seconds(
        absl::ToUnixSeconds(absl::FromCivil(absl::CivilHour(2026, 11, 20, 11), absl::UTCTimeZone())));
    v1::RecordCompletionResponse response;
    grpc::Status status;
    for (int tries = 0; tries < 3; ++tries) {
      status = clients[server].Call(&v1::CompletionService::Stub::RecordCompletion, *clients[server].completions,
                                    request, &response);
      if (status.error_code() != grpc::StatusCode::UNAVAILABLE) break;
      ++elsewhere_;
      server = 1 - server;
    }
    EXPECT_TRUE(status.ok()) << status.error_code() << " " << status.error_message();
    absl::MutexLock lock(&mutex_);
    if (status.ok()) acknowledged_[assignment.name()] = response.completion().name();
  }

  void Record(const std::atomic<bool>& stop, size_t server) {
    std::vector<TestClient> clients;
    for (size_t i = 0; i < 2; ++i) clients.push_back(ClientOf(i));
    for (size_t at = next_++; at < assignments_.size() && !stop; at = next_++) {
      WaitFor([&] { return at < allowed_ || stop; });
      if (!stop) RecordOne(clients, server, assignments_[at]);
    }
  }

  // A page on a connection of its own each time, from the other server when this one does not answer or says 503.
  void Browse(const std::atomic<bool>& stop, size_t server) {
    const std::vector<std::string> addresses = {first_.http_address(), second_.http_address()};
    while (!stop) {
      HttpAnswer answer;
      for (int tries = 0; tries < 3; ++tries) {
        answer = HttpClient(addresses[server], "").Send("GET", "/sign-in");
        if (answer.status != 0 && answer.status != 503) break;
        server = 1 - server;
      }
      EXPECT_EQ(answer.status, 200);
      ++pages_;
    }
  }

  size_t AcknowledgedCount() {
    absl::MutexLock lock(&mutex_);
    return acknowledged_.size();
  }

  // Some more through whichever servers there are.
  void Progress() {
    const size_t before = AcknowledgedCount();
    allowed_ += 200;
    EXPECT_TRUE(WaitFor([&] { return AcknowledgedCount() >= before + 100; }));
  }

  std::map<std::string, std::string> Stored() {
    TestClient client = ClientOf(0);
    std::map<std::string, std::string> stored;
    v1::ListCompletionsRequest request;
    request.set_parent(kAlvnas);
    request.set_page_size(1000);
    v1::ListCompletionsResponse response;
    do {
      request.set_page_token(response.next_page_token());
      response.Clear();
      const grpc::Status status =
          client.Call(&v1::CompletionService::Stub::ListCompletions, *client.completions, request, &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      for (const v1::Completion& completion : response.completions()) {
        EXPECT_TRUE(stored.emplace(completion.assignment(), completion.name()).second) << "twice";
      }
    } while (!response.next_page_token().empty());
    return stored;
  }

  const mysql::ConnectionOptions database_ = TestDatabase::Fresh();
  Daemon first_{{"--database", UrlOf(database_)}}, second_{{"--database", UrlOf(database_)}};
  std::vector<std::shared_ptr<grpc::Channel>> channels_;
  std::vector<v1::Assignment> assignments_;
  std::atomic<size_t> next_ = 0, allowed_ = 0;
  std::atomic<int> elsewhere_ = 0, pages_ = 0;
  absl::Mutex mutex_;
  std::map<std::string, std::string> acknowledged_;
};

TEST_F(RollingRestart, OfTwoServersFailsNoCallAndLosesAndDoublesNothing) {
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kRecorders; ++i) threads.emplace_back([&, i] { Record(stop, i % 2); });
  for (size_t i = 0; i < kBrowsers; ++i) threads.emplace_back([&, i] { Browse(stop, i % 2); });
  for (int round = 0; round < 4; ++round) {
    for (Daemon* const server : {&first_, &second_}) {
      Progress();
      allowed_ += 500;  // so that there are calls while it stops
      EXPECT_EQ(server->Stop(), 0);
      Progress();
      server->Start();
    }
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  const auto stored = Stored();
  EXPECT_EQ(stored, acknowledged_);
  EXPECT_LT(acknowledged_.size(), assignments_.size());
  std::cout << acknowledged_.size() << " completions and " << pages_ << " pages over 8 restarts, " << elsewhere_
            << " calls asked again elsewhere\n";
}

TEST_F(RollingRestart, TellsHealthFirstAndServesUntilTheNoticeIsOver) {
  Daemon leaving({"--database", UrlOf(database_), "--drain-notice", "600"});
  fs::create_directory(leaving.data_directory());
  for (const char* const file : {"/identity.key", "/admin-token"}) {
    fs::copy(first_.data_directory() + file, leaving.data_directory() + file);
  }
  leaving.Start();
  const auto channel = grpc::CreateChannel(leaving.address(), grpc::InsecureChannelCredentials());
  TestClient client(channel, leaving.token());
  grpc::ClientContext context;
  client.Prepare(context);
  v1::WatchComplianceRequest watch;
  watch.set_parent(kAlvnas);
  const auto reader = client.compliance->WatchCompliance(&context, watch);
  v1::WatchComplianceResponse figures;
  ASSERT_TRUE(reader->Read(&figures));
  EXPECT_EQ(HealthOf(channel), kServing);

  leaving.Terminate();
  EXPECT_TRUE(WaitFor([&] { return HealthOf(channel) == kNotServing; }));
  const HttpAnswer health = HttpClient(leaving.http_address(), "").Send("GET", "/healthz");
  EXPECT_EQ(health.status, 503);
  EXPECT_EQ(health.body, "stopping\n");
  const HttpAnswer page = HttpClient(leaving.http_address(), "").Send("GET", "/sign-in");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.headers.at("connection"), "close") << "so that the browser asks the other server next";
  v1::RecordCompletionRequest request;
  request.set_assignment(assignments_.back().name());
  v1::RecordCompletionResponse response;
  const grpc::Status status =
      client.Call(&v1::CompletionService::Stub::RecordCompletion, *client.completions, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();

  // The second one does not wait any longer.
  EXPECT_EQ(leaving.Stop(), 0);
  while (reader->Read(&figures)) {
  }
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace nanolearn::testing
