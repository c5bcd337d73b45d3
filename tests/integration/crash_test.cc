// What was acknowledged is there once, whatever dies.

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "tests/support/daemon.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

constexpr int kThreads = 16;
constexpr int kModules = 6;  // 2,036 required people each: more than 10,000 assignments

class Crash : public ::testing::Test {
 protected:
  Crash() {
    daemon_.Start();
    TestClient admin = Client();
    CreateOrganisation(admin, "alvnas");
    ImportDemoUnits(admin);
    SyncFile(admin, "personal", "personal_2026-11.csv", "2026-11-01");
    SyncFile(admin, "bolag", "bolag_2026-11.csv", "2026-11-01");
    SyncFile(admin, "fortroendevalda", "fortroendevalda_2022-2026.csv", "2026-11-01");
    const std::vector<std::string> modules = {"phishing", "passwords", "mfa", "incident", "fraud", "away"};
    for (const std::string& module : modules) PublishModule(admin, module);
    CreateDemoProgramme(admin, "all", modules);
    v1::ListAssignmentsRequest request;
    request.set_as_of("2026-11-20");
    assignments_ = AllAssignments(admin, request);
    std::erase_if(assignments_,
                  [](const v1::Assignment& a) { return a.state() != v1::ASSIGNMENT_STATE_NOT_YET_DUE; });
    assignments_.resize(std::min<size_t>(assignments_.size(), 10000));
  }

  TestClient Client() {
    return TestClient(grpc::CreateChannel(daemon_.address(), grpc::InsecureChannelCredentials()),
                      daemon_.token());
  }

  static v1::RecordCompletionRequest RequestFor(const v1::Assignment& assignment) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignment.name());
    request.set_request_id(
        absl::StrCat("crash-", assignment.name().substr(assignment.name().rfind('/') + 1)));
    request.mutable_complete_time()->set_seconds(
        absl::ToUnixSeconds(absl::FromCivil(absl::CivilHour(2026, 11, 20, 11), absl::UTCTimeZone())));
    return request;
  }

  // Records all assignments from many threads, until each has been tried once or `stop`. What was
  // acknowledged is kept.
  void RecordAll(std::atomic<bool>& stop) {
    std::atomic<size_t> next = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        TestClient client = Client();
        for (size_t at = next++; at < assignments_.size() && !stop; at = next++) {
          v1::RecordCompletionResponse response;
          const grpc::Status status =
              client.Call(&v1::CompletionService::Stub::RecordCompletion, *client.completions,
                          RequestFor(assignments_[at]), &response);
          absl::MutexLock lock(&mutex_);
          if (status.ok()) acknowledged_[response.completion().assignment()] = response.completion().name();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  void AwaitAcknowledged(size_t count) {
    absl::MutexLock lock(&mutex_);
    const auto enough = [&]() ABSL_NO_THREAD_SAFETY_ANALYSIS { return acknowledged_.size() >= count; };
    ASSERT_TRUE(mutex_.AwaitWithTimeout(absl::Condition(&enough), absl::Minutes(2)));
  }

  // By assignment, and that there is one for each.
  std::map<std::string, std::string> Stored() {
    TestClient client = Client();
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

  void ExpectAcknowledgedAreStored() {
    const auto stored = Stored();
    absl::MutexLock lock(&mutex_);
    std::cout << acknowledged_.size() << " acknowledged, " << stored.size() << " stored\n";
    EXPECT_LE(stored.size(), acknowledged_.size() + kThreads)
        << "at most those in flight are stored unacknowledged";
    for (const auto& [assignment, name] : acknowledged_) {
      ASSERT_TRUE(stored.contains(assignment));
      EXPECT_EQ(stored.at(assignment), name);
    }
  }

  Daemon daemon_;
  std::vector<v1::Assignment> assignments_;
  absl::Mutex mutex_;
  std::map<std::string, std::string> acknowledged_;
};

TEST_F(Crash, OfTheServerAndThenOfItsDatabaseLosesNothingThatWasAcknowledged) {
  ASSERT_EQ(assignments_.size(), 10000);
  std::atomic<bool> stop = false;
  std::thread load([&] { RecordAll(stop); });
  AwaitAcknowledged(3000);
  daemon_.Kill();
  stop = true;
  load.join();
  const size_t before = acknowledged_.size();
  EXPECT_LT(before, assignments_.size()) << "it was killed in the middle";
  daemon_.Start();
  ExpectAcknowledgedAreStored();

  // The rest, and the database dies in the middle: the server goes on by itself.
  stop = false;
  std::thread rest([&] { RecordAll(stop); });
  AwaitAcknowledged(before + 2000);
  daemon_.KillDatabase();
  AwaitAcknowledged(before + 4000);
  rest.join();
  ExpectAcknowledgedAreStored();

  // Everybody who got no answer sends the same request again.
  RecordAll(stop);
  EXPECT_EQ(acknowledged_.size(), assignments_.size());
  EXPECT_EQ(Stored().size(), assignments_.size());
  ExpectAcknowledgedAreStored();
  EXPECT_EQ(daemon_.Stop(), 0);
}

}  // namespace
}  // namespace nanolearn::testing
