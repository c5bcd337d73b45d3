// Entries of many threads at once, which share transactions.

#include "service/app/audit_group.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/mysql_store.h"
#include "tests/support/faulty_store.h"
#include "tests/support/test_database.h"

namespace nanolearn::testing {
namespace {

constexpr Id kHere = 7, kElsewhere = 8;
constexpr int kThreads = 24;

// Counts transactions, and keeps the first until it is told to go on.
class SlowStore final : public Store {
 public:
  explicit SlowStore(Store& store) : store_(store) {}

  absl::Status Read(absl::FunctionRef<absl::Status(const ReadTransaction&)> body) override { return store_.Read(body); }
  absl::Status Write(absl::FunctionRef<absl::Status(WriteTransaction&)> body) override {
    if (++writes_ == 1) {
      begun_.count_down();
      go_on_.wait();
    }
    return store_.Write(body);
  }
  absl::StatusOr<Info> GetInfo() override { return store_.GetInfo(); }

  void AwaitFirst() { begun_.wait(); }
  void GoOn() { go_on_.count_down(); }
  int writes() const { return writes_; }

 private:
  Store& store_;
  std::atomic<int> writes_ = 0;
  std::latch begun_{1}, go_on_{1};
};

class AuditGroupTest : public ::testing::Test {
 protected:
  AuditGroupTest() : store_(*mysql::MysqlStore::Open(TestDatabase::Fresh())) {}

  static AuditEntry Entry(int number) {
    return {.time = absl::FromUnixSeconds(1'795'000'000), .action = "GetPerson", .resource = absl::StrCat("people/", number)};
  }
  uint64_t Length(Id organisation_id) {
    uint64_t length = 0;
    EXPECT_TRUE(store_->Read([&](const ReadTransaction& tx) {
      length = tx.audit().Head(organisation_id).sequence;
      return absl::OkStatus();
    }).ok());
    return length;
  }

  std::unique_ptr<Store> store_;
};

TEST_F(AuditGroupTest, EveryEntryIsInItsChainWhenItsWriterGoesOn) {
  AuditGroup group(*store_);
  std::atomic<int> missing = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      const Id chain = i % 2 == 0 ? kHere : kElsewhere;
      for (int n = 0; n < 20; ++n) {
        const uint64_t before = Length(chain);
        if (!group.Write(chain, Entry(i)).ok() || Length(chain) <= before) ++missing;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(missing, 0);
  EXPECT_EQ(Length(kHere), 20u * kThreads / 2);
  EXPECT_EQ(Length(kElsewhere), 20u * kThreads / 2);
}

TEST_F(AuditGroupTest, ThoseWhoComeWhileOneWritesAreWrittenTogether) {
  SlowStore slow(*store_);
  AuditGroup group(slow);
  std::thread first([&] { EXPECT_TRUE(group.Write(kHere, Entry(0)).ok()); });
  slow.AwaitFirst();
  std::vector<std::thread> others;
  for (int i = 1; i <= kThreads; ++i) others.emplace_back([&, i] { EXPECT_TRUE(group.Write(kHere, Entry(i)).ok()); });
  while (group.waiting() < kThreads) std::this_thread::yield();
  slow.GoOn();
  first.join();
  for (std::thread& thread : others) thread.join();
  EXPECT_EQ(Length(kHere), kThreads + 1u);
  EXPECT_EQ(slow.writes(), 2);
}

TEST_F(AuditGroupTest, WhoCannotBeWrittenIsToldAndTheNextOneCan) {
  FaultyStore faulty(*store_);
  AuditGroup group(faulty);
  faulty.RefuseWrites();
  EXPECT_EQ(group.Write(kHere, Entry(1)).code(), absl::StatusCode::kUnavailable);
  faulty.Mend();
  faulty.ThrowAfter(0);
  EXPECT_EQ(group.Write(kHere, Entry(2)).code(), absl::StatusCode::kInternal);
  faulty.Mend();
  EXPECT_TRUE(group.Write(kHere, Entry(3)).ok());
  EXPECT_EQ(Length(kHere), 1u);
}

}  // namespace
}  // namespace nanolearn::testing
