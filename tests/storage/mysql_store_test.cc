#include "tests/storage/mysql_store_fixture.h"

#include <thread>

#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "service/base/error.h"
#include "service/storage/mysql/migrations.h"
#include "tests/support/log_text.h"

namespace nanolearn::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

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

TEST_F(MysqlStoreTest, NoExceptionLeavesIt) {
  const LogText log;
  const absl::Status status = store_->Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().Insert(Sample(1));
    throw std::runtime_error("Kim Holm cannot be read");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(Count("organisations"), 0);
  EXPECT_THAT(log.text(), AllOf(HasSubstr("std::runtime_error"), Not(HasSubstr("Kim Holm"))));
}

// "Incorrect integer value: 'Kim Holm' for column ..."
TEST_F(MysqlStoreTest, WhatTheDatabaseSaysOfAStatementThatItRefusesIsNotLogged) {
  other_.Run("ALTER TABLE organisations MODIFY display_name INT");
  const LogText log;
  const absl::Status status = store_->Write([&](WriteTransaction& tx) {
    Organisation organisation = Sample(1);
    organisation.display_name = "Kim Holm";
    tx.organisations().Insert(organisation);
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(log.text(), AllOf(HasSubstr("database error 1366: SQLSTATE "), HasSubstr(" of: INSERT INTO organisations"),
                                Not(HasSubstr("Kim Holm"))));
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

}  // namespace
}  // namespace nanolearn::testing
