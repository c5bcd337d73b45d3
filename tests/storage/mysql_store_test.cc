#include "service/storage/mysql/mysql_store.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/base/error.h"
#include "service/storage/mysql/database_error.h"
#include "service/storage/mysql/migrations.h"
#include "service/storage/mysql/session.h"
#include "tests/storage/commit_cutter.h"
#include "tests/support/test_database.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Cut = CommitCutter::Cut;

const absl::Time kNow = absl::FromUnixSeconds(1'795'000'000);

class MysqlStoreTest : public ::testing::Test {
 protected:
  std::unique_ptr<Store> Open(mysql::ConnectionOptions options) {
    auto store = mysql::MysqlStore::Open(options);
    EXPECT_TRUE(store.ok()) << store.status();
    return *std::move(store);
  }

  static Organisation Sample(Id id) {
    return {.id = id, .slug = absl::StrCat("org-", id), .time_zone = "Europe/Stockholm", .create_time = kNow};
  }

  // Looks for its request first, as every write does.
  static absl::Status CreateOnce(WriteTransaction& tx, Id id, const std::string& request_id) {
    if (tx.requests().Find(kNoId, request_id)) return absl::OkStatus();
    if (tx.organisations().Find(Sample(id).slug)) return absl::AlreadyExistsError("made by somebody else");
    tx.organisations().Insert(Sample(id));
    tx.requests().Insert(kNoId, request_id, {"CreateOrganisation", std::string(32, 'f'), ""});
    return absl::OkStatus();
  }

  // As others see it.
  int Count(const std::string& table) {
    int64_t count = -1;
    other_.Query(absl::StrCat("SELECT COUNT(*) FROM ", table), {},
                 [&](const Row& row) { count = row.Int(0); });
    return static_cast<int>(count);
  }

  // Kills the connections of the store whose transactions are open.
  static constexpr int kUnknownThread = 1094;

  void KillTransactions() {
    std::vector<uint64_t> ids;
    other_.Query("SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()",
                 {options_.schema}, [&](const Row& row) { ids.push_back(row.GetId(0)); });
    for (const uint64_t id : ids) {
      try {
        other_.Run(absl::StrCat("KILL CONNECTION ", id));
      } catch (const mysql::DatabaseError& e) {
        if (e.number() != kUnknownThread) throw;  // it has ended by itself
      }
    }
  }

  using Row = mysql::Row;
  const mysql::ConnectionOptions options_ = TestDatabase::Fresh();
  mysql::Session other_{options_};
  std::unique_ptr<Store> store_ = Open(options_);
};

TEST_F(MysqlStoreTest, WhatIsWrittenIsThereForTheNextReader) {
  ASSERT_TRUE(store_->Write([](WriteTransaction& tx) { return CreateOnce(tx, 1, "r1"); }).ok());
  bool found = false;
  const absl::Status status = store_->Read([&](const ReadTransaction& tx) {
    found = tx.organisations().Find("org-1").has_value();
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_TRUE(found);
}

TEST_F(MysqlStoreTest, ARefusalIsReturnedAsItIsAndLeavesNothing) {
  const absl::Status refusal = InvalidField("slug", "is taken");
  const absl::Status status = store_->Write([&](WriteTransaction& tx) {
    tx.organisations().Insert(Sample(1));
    EXPECT_TRUE(tx.organisations().Find("org-1")) << "a transaction sees what it has written";
    return refusal;
  });
  EXPECT_EQ(status, refusal);
  EXPECT_EQ(Count("organisations"), 0);
}

TEST_F(MysqlStoreTest, AReaderSeesOneMomentOnly) {
  const absl::Status status = store_->Read([&](const ReadTransaction& tx) {
    EXPECT_TRUE(store_->Write([](WriteTransaction& tx) { return CreateOnce(tx, 1, "r1"); }).ok());
    EXPECT_FALSE(tx.organisations().Find("org-1")) << "also when its first statement comes later";
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(MysqlStoreTest, OneOfTwoInADeadlockIsRunAgain) {
  ASSERT_TRUE(store_->Write([](WriteTransaction& tx) { return CreateOnce(tx, 1, "r1"); }).ok());
  ASSERT_TRUE(store_->Write([](WriteTransaction& tx) { return CreateOnce(tx, 2, "r2"); }).ok());
  absl::BlockingCounter both_hold_one(2);
  std::atomic<int> runs = 0;
  const auto lock_both = [&](Id first, Id second) {
    bool again = false;
    const absl::Status status = store_->Write([&](WriteTransaction& tx) {
      ++runs;
      tx.organisations().LockRoster(first);
      if (!std::exchange(again, true)) {
        both_hold_one.DecrementCount();
        while (runs < 2) absl::SleepFor(absl::Milliseconds(1));
        absl::SleepFor(absl::Milliseconds(50));
      }
      tx.organisations().LockRoster(second);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
  };
  std::thread one([&] { lock_both(1, 2); }), two([&] { lock_both(2, 1); });
  one.join();
  two.join();
  EXPECT_EQ(runs, 3);
}

TEST_F(MysqlStoreTest, ADuplicateFromARaceIsRunAgainAndFindsTheOther) {
  int runs = 0;
  const absl::Status status = store_->Write([&](WriteTransaction& tx) {
    if (tx.organisations().Find("org-1")) return absl::AlreadyExistsError("there is one");
    if (++runs == 1) {
      EXPECT_TRUE(store_->Write([](WriteTransaction& tx) { return CreateOnce(tx, 1, "r1"); }).ok());
    }
    tx.organisations().Insert(Sample(1));
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(runs, 1);
}

TEST_F(MysqlStoreTest, ADuplicateThatIsNoRaceIsOurMistake) {
  ASSERT_TRUE(store_->Write([](WriteTransaction& tx) { return CreateOnce(tx, 1, "r1"); }).ok());
  const absl::Status status = store_->Write([](WriteTransaction& tx) {
    tx.organisations().Insert(Sample(1));
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("org-1")));
}

TEST_F(MysqlStoreTest, AConnectionKilledOnTheWayIsReplacedAndTheTransactionRunAgain) {
  int runs = 0;
  const absl::Status status = store_->Write([&](WriteTransaction& tx) {
    tx.organisations().Insert(Sample(1));
    if (++runs == 1) KillTransactions();
    tx.organisations().Insert(Sample(2));
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(Count("organisations"), 2);
}

TEST_F(MysqlStoreTest, AConnectionKilledJustBeforeTheCommitIsNoCommit) {
  int runs = 0;
  const absl::Status status = store_->Write([&](WriteTransaction& tx) {
    const absl::Status created = CreateOnce(tx, 1, "r1");
    if (++runs == 1) KillTransactions();
    return created;
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(Count("organisations"), 1);
}

TEST_F(MysqlStoreTest, AReaderWhoseConnectionIsKilledIsRunAgain) {
  int runs = 0;
  const absl::Status status = store_->Read([&](const ReadTransaction& tx) {
    if (++runs == 1) KillTransactions();
    (void)tx.organisations().Find("org-1");
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(runs, 2);
}

TEST_F(MysqlStoreTest, ACommitThatNeverReachedTheDatabaseIsDoneByTheSecondRun) {
  CommitCutter cutter(options_.socket);
  mysql::ConnectionOptions options = options_;
  options.socket = cutter.path();
  const auto store = Open(options);
  cutter.CutNext(Cut::kBeforeIt);
  int runs = 0;
  const absl::Status status = store->Write([&](WriteTransaction& tx) {
    ++runs;
    return CreateOnce(tx, 1, "r1");
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(Count("organisations"), 1);
}

TEST_F(MysqlStoreTest, ACommitWhoseAnswerWasLostIsFoundByItsRequestId) {
  CommitCutter cutter(options_.socket);
  mysql::ConnectionOptions options = options_;
  options.socket = cutter.path();
  const auto store = Open(options);
  cutter.CutNext(Cut::kAfterIt);
  int runs = 0;
  const absl::Status status = store->Write([&](WriteTransaction& tx) {
    ++runs;
    return CreateOnce(tx, 1, "r1");
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(Count("organisations"), 1);
  EXPECT_EQ(Count("requests"), 1);
}

TEST_F(MysqlStoreTest, ADatabaseThatStaysAwayIsUnavailableAfterAFewSeconds) {
  auto cutter = std::make_unique<CommitCutter>(options_.socket);
  mysql::ConnectionOptions options = options_;
  options.socket = cutter->path();
  const auto store = Open(options);
  cutter.reset();
  const absl::Time start = absl::Now();
  const absl::Status status = store->Read([](const ReadTransaction&) { return absl::OkStatus(); });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(DetailsOf(status).reason, "DATABASE_UNAVAILABLE");
  EXPECT_LT(absl::Now() - start, absl::Seconds(8));
}

TEST_F(MysqlStoreTest, WithAllConnectionsInUseTheDatabaseIsBusy) {
  mysql::ConnectionOptions options = options_;
  options.pool_size = 1;
  const auto store = Open(options);
  absl::Status inner;
  const absl::Status outer = store->Read([&](const ReadTransaction&) {
    inner = store->Read([](const ReadTransaction&) { return absl::OkStatus(); });
    return absl::OkStatus();
  });
  EXPECT_TRUE(outer.ok()) << outer;
  EXPECT_EQ(inner.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(DetailsOf(inner).reason, "DATABASE_BUSY");
}

TEST_F(MysqlStoreTest, NoExceptionLeavesIt) {
  const absl::Status status = store_->Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().Insert(Sample(1));
    throw std::runtime_error("a mistake");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(Count("organisations"), 0);
}

TEST_F(MysqlStoreTest, WhatTheDatabaseRefusesIsInternalWithoutData) {
  const absl::Status status = store_->Write([&](WriteTransaction& tx) {
    Organisation organisation = Sample(1);
    organisation.display_name = std::string(201, 'x');
    tx.organisations().Insert(organisation);
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("display_name")));
}

TEST_F(MysqlStoreTest, AReaderCannotWrite) {
  const absl::Status status = store_->Read([&](const ReadTransaction& tx) {
    const_cast<OrganisationTable&>(tx.organisations()).Insert(Sample(1));
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
}

TEST_F(MysqlStoreTest, WhoWaitedForTheRosterSeesWhatTheOtherDid) {
  ASSERT_TRUE(store_->Write([](WriteTransaction& tx) { return CreateOnce(tx, 1, "r1"); }).ok());
  absl::Notification locked;
  std::thread first([&] {
    const absl::Status status = store_->Write([&](WriteTransaction& tx) {
      tx.organisations().LockRoster(1);
      locked.Notify();
      absl::SleepFor(absl::Milliseconds(100));
      tx.sources().Insert(1, {.id = 7, .name = "hr"});
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
  });
  locked.WaitForNotification();
  const absl::Status status = store_->Write([&](WriteTransaction& tx) {
    tx.organisations().LockRoster(1);
    EXPECT_TRUE(tx.sources().Find(1, "hr"));
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  first.join();
}

TEST_F(MysqlStoreTest, TellsWhatItRunsOn) {
  const auto info = store_->GetInfo();
  ASSERT_TRUE(info.ok()) << info.status();
  EXPECT_EQ(info->schema_version, static_cast<int>(mysql::Migrations().size()));
  EXPECT_THAT(info->database_version, HasSubstr("."));
}

TEST_F(MysqlStoreTest, AnUnreachableDatabaseIsToldWithItsAddress) {
  mysql::ConnectionOptions options;
  options.host = "127.0.0.1";
  options.port = 1;
  options.user = "app";
  options.password = "hemligt";
  options.schema = "n";
  const absl::Status status = mysql::MysqlStore::Open(options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), HasSubstr("app@127.0.0.1:1/n"));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("hemligt")));
}

}  // namespace
}  // namespace nanolearn::testing
