// A database that is lost comes back from its backup and binary logs, to the second before.

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "service/server/backup/backup_folder.h"
#include "tests/support/daemon.h"
#include "tests/support/demo.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kRecorders = 8;

struct Acknowledged {
  std::string completion;
  absl::Time time;  // of the answer
};

class Backup : public ::testing::Test {
 protected:
  Backup() {
    folder_ = (fs::temp_directory_path() / "nanolearn-backup-XXXXXX").string();
    if (!mkdtemp(folder_.data())) std::abort();
    lost_ = std::make_unique<Daemon>(std::vector<std::string>{"--binlogs", binlogs()});
    lost_->Start();
    TestClient admin = ClientOf(*lost_);
    LoadDemo(admin);
    const std::vector<std::string> modules = {"passwords", "mfa", "incident", "fraud", "away"};
    for (const std::string& module : modules) PublishModule(admin, module);
    CreateDemoProgramme(admin, "more", modules);
    v1::ListAssignmentsRequest request;
    request.set_as_of("2026-11-20");
    assignments_ = AllAssignments(admin, request);
    std::erase_if(assignments_, [](const v1::Assignment& a) { return a.state() != v1::ASSIGNMENT_STATE_NOT_YET_DUE; });
  }
  ~Backup() override { fs::remove_all(folder_); }

  std::string binlogs() const { return folder_ + "/binlogs"; }
  std::string backups() const { return folder_ + "/backups"; }

  static TestClient ClientOf(const Daemon& daemon) {
    return TestClient(grpc::CreateChannel(daemon.address(), grpc::InsecureChannelCredentials()), daemon.token());
  }

  // From several threads, as many as are allowed, until `stop`.
  void Record(const std::atomic<bool>& stop) {
    std::vector<std::thread> threads;
    for (int i = 0; i < kRecorders; ++i) {
      threads.emplace_back([&] {
        TestClient client = ClientOf(*lost_);
        for (size_t at = next_++; at < assignments_.size() && !stop; at = next_++) {
          WaitFor([&] { return at < allowed_ || stop; });
          RecordOne(client, assignments_[at]);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  void RecordOne(TestClient& client, const v1::Assignment& assignment) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignment.name());
    request.mutable_complete_time()->set_seconds(
        absl::ToUnixSeconds(absl::FromCivil(absl::CivilHour(2026, 11, 20, 11), absl::UTCTimeZone())));
    v1::RecordCompletionResponse response;
    const absl::Time begin = absl::Now();
    const grpc::Status status =
        client.Call(&v1::CompletionService::Stub::RecordCompletion, *client.completions, request, &response);
    absl::MutexLock lock(&mutex_);
    if (status.ok()) acknowledged_[assignment.name()] = {response.completion().name(), absl::Now()};
    if (status.ok()) begun_[assignment.name()] = begin;
  }

  void AwaitAcknowledged(size_t count) {
    absl::MutexLock lock(&mutex_);
    const auto enough = [&]() ABSL_NO_THREAD_SAFETY_ANALYSIS { return acknowledged_.size() >= count; };
    EXPECT_TRUE(mutex_.AwaitWithTimeout(absl::Condition(&enough), absl::Minutes(2))) << acknowledged_.size();
  }

  int Command(std::vector<std::string> words, const std::string& data) {
    words.insert(words.end(), {"--data", data});
    return lost_->Run(words);
  }
  int BackUp(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"backup", "--to", backups()});
    return Command(more, lost_->data_directory());
  }

  // Everything but the backups, the binary logs and the keys.
  void LoseEverything() {
    keys_ = ReadFile(lost_->data_directory() + "/identity.key");
    token_ = lost_->token();
    lost_->KillWithDatabase();
    fs::remove_all(lost_->data_directory());
  }

  // As a crash of the machine in the middle of a write leaves the last log.
  void CutEventShort() {
    const std::string log = absl::StrCat(binlogs(), "/", ListBinlogs(binlogs()).back());
    const std::string start = ReadFile(log).substr(4, 40);
    std::ofstream(log, std::ios::app | std::ios::binary) << start;
  }

  // The data folder of a new server, with the keys.
  void PutKeys(const std::string& data) {
    fs::create_directories(data);
    std::ofstream(data + "/identity.key") << keys_;
    fs::permissions(data + "/identity.key", fs::perms::owner_read | fs::perms::owner_write);
    std::ofstream(data + "/admin-token") << token_;
  }

  // By assignment, and that there is one for each.
  static std::map<std::string, std::string> Stored(const Daemon& daemon) {
    TestClient client = ClientOf(daemon);
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

  std::string folder_;
  std::unique_ptr<Daemon> lost_;
  std::string keys_, token_;
  std::vector<v1::Assignment> assignments_;
  std::atomic<size_t> next_ = 0, allowed_ = 0;
  absl::Mutex mutex_;
  std::map<std::string, Acknowledged> acknowledged_;
  std::map<std::string, absl::Time> begun_;
};

TEST_F(Backup, OfALostServerBringsBackEachAcknowledgedCompletionOnce) {
  std::atomic<bool> stop = false;
  std::thread load([&] { Record(stop); });
  allowed_ = 6000;
  AwaitAcknowledged(100);
  EXPECT_EQ(BackUp(), 0) << lost_->Log();
  allowed_ = 8000;
  AwaitAcknowledged(6200);
  EXPECT_EQ(BackUp(), 0) << lost_->Log();
  allowed_ = assignments_.size();
  AwaitAcknowledged(8200);
  LoseEverything();
  stop = true;
  load.join();
  ASSERT_LT(acknowledged_.size(), assignments_.size()) << "it was lost in the middle";
  CutEventShort();
  EXPECT_EQ(Command({"verify-backup", "--from", backups()}, lost_->data_directory()), 0);

  Daemon restored;
  PutKeys(restored.data_directory());
  const int code = Command({"restore", "--from", backups(), "--binlogs", binlogs()}, restored.data_directory());
  ASSERT_EQ(code, 0) << lost_->Log();
  restored.Start();
  const auto stored = Stored(restored);
  EXPECT_LE(stored.size(), acknowledged_.size() + kRecorders) << "at most those in flight besides";
  for (const auto& [assignment, acknowledged] : acknowledged_) {
    ASSERT_TRUE(stored.contains(assignment));
    EXPECT_EQ(stored.at(assignment), acknowledged.completion);
  }
  std::cout << acknowledged_.size() << " acknowledged, " << stored.size() << " restored\n";
}

TEST_F(Backup, IsRestoredUpToASecond) {
  EXPECT_EQ(BackUp(), 0) << lost_->Log();
  const absl::Time begin = absl::Now();
  std::atomic<bool> stop = false;
  std::thread load([&] { Record(stop); });
  // Some in each second of three, however fast the machine is.
  EXPECT_TRUE(WaitFor([&] {
    allowed_ += 10;
    return absl::Now() - begin > absl::Seconds(3);
  }));
  stop = true;
  load.join();
  EXPECT_EQ(BackUp(), 0) << lost_->Log();
  LoseEverything();
  const absl::Time until = absl::FromUnixSeconds(absl::ToUnixSeconds(begin) + 2);

  Daemon restored;
  PutKeys(restored.data_directory());
  const int code = Command(
      {"restore", "--from", backups(), "--until", absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", until, absl::UTCTimeZone())},
      restored.data_directory());
  ASSERT_EQ(code, 0) << lost_->Log();
  restored.Start();
  const auto stored = Stored(restored);
  EXPECT_GT(stored.size(), 0u);
  EXPECT_LT(stored.size(), acknowledged_.size());
  for (const auto& [assignment, acknowledged] : acknowledged_) {
    const bool is_stored = stored.contains(assignment);
    EXPECT_TRUE(is_stored || acknowledged.time >= until) << "acknowledged before";
    EXPECT_TRUE(!is_stored || begun_[assignment] < until) << "asked for after";
  }
  std::cout << acknowledged_.size() << " acknowledged, " << stored.size() << " restored\n";
}

TEST_F(Backup, RefusesWithoutItsKeysAndWhereThereIsSomethingAlready) {
  ASSERT_EQ(BackUp(), 0) << lost_->Log();
  const std::string data = folder_ + "/new";
  EXPECT_EQ(Command({"restore", "--from", backups()}, data), 1);
  EXPECT_NE(lost_->Log().find("It is not in backups of the database"), std::string::npos) << lost_->Log();
  keys_ = std::string(32, 'x');
  PutKeys(data);
  EXPECT_EQ(Command({"restore", "--from", backups()}, data), 1);
  EXPECT_NE(lost_->Log().find("key 1 is missing or another"), std::string::npos) << lost_->Log();
  EXPECT_FALSE(fs::exists(data + "/database"));
  EXPECT_EQ(Command({"restore", "--from", backups()}, lost_->data_directory()), 1);
  EXPECT_NE(lost_->Log().find("/database is there already"), std::string::npos) << lost_->Log();
}

TEST_F(Backup, ThatWasDamagedIsFoundAndNotRestored) {
  ASSERT_EQ(BackUp(), 0) << lost_->Log();
  const auto all = ListBackups(backups());
  ASSERT_TRUE(all.ok() && all->size() == 1u);
  std::fstream file(all->front().data() + "/ibdata1", std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(5000).put('!');
  file.close();
  EXPECT_EQ(Command({"verify-backup", "--from", backups()}, ""), 1);
  EXPECT_NE(lost_->Log().find("ibdata1 is not what it was"), std::string::npos) << lost_->Log();
  LoseEverything();
  PutKeys(folder_ + "/new");
  EXPECT_EQ(Command({"restore", "--from", backups()}, folder_ + "/new"), 1);
  EXPECT_FALSE(fs::exists(folder_ + "/new/database"));
}

TEST_F(Backup, KeepsAsManyWholeCopiesAsAsked) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(BackUp({"--full", "--keep", "2"}), 0) << lost_->Log();
  }
  const auto all = ListBackups(backups());
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_EQ(all->size(), 2u);
  EXPECT_EQ(Command({"verify-backup", "--from", backups()}, ""), 0) << lost_->Log();
}

}  // namespace
}  // namespace nanolearn::testing
