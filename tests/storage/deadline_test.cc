// What becomes of transactions for which nobody waits long enough.

#include "absl/time/clock.h"
#include "service/base/deadline.h"
#include "service/base/error.h"
#include "service/storage/mysql/pool.h"
#include "service/storage/mysql/statement_limit.h"
#include "service/storage/mysql/transaction_runner.h"
#include "tests/storage/mysql_store_fixture.h"

namespace nanolearn::testing {
namespace {

using mysql::Session;

// Takes longer than a test.
constexpr char kForEver[] =
    "SELECT COUNT(*) FROM seq_1_to_1000000 a, seq_1_to_1000000 b, seq_1_to_1000000 c WHERE a.seq + b.seq + c.seq = 1";
constexpr absl::Duration kSoon = absl::Milliseconds(150);

TEST(StatementLimit, IsOfFewValuesAndNeverShorterThanSomebodyWaits) {
  EXPECT_EQ(mysql::StatementLimit(absl::Milliseconds(1)), absl::Milliseconds(100));
  EXPECT_EQ(mysql::StatementLimit(absl::Milliseconds(9'900)), absl::Seconds(10));
  EXPECT_EQ(mysql::StatementLimit(absl::Seconds(10)), absl::Seconds(10));
  EXPECT_EQ(mysql::StatementLimit(absl::Seconds(31)), absl::ZeroDuration());
  EXPECT_EQ(mysql::StatementLimit(absl::InfiniteDuration()), absl::ZeroDuration());
}

class DeadlineTest : public MysqlStoreTest {
 protected:
  void SetUp() override { other_.Run("CREATE TABLE t (id INT PRIMARY KEY)"); }

  static void RunForEver(Session& session) {
    session.Query(kForEver, {}, [](const Row&) {});
  }
  int OwnLimitedSessions() {
    int64_t count = 0;
    other_.Query("SELECT COUNT(*) FROM information_schema.processlist WHERE db = ? AND command = 'Query' AND id <> "
                 "CONNECTION_ID()",
                 {options_.schema}, [&](const Row& row) { count = row.Int(0); });
    return static_cast<int>(count);
  }

  mysql::Pool pool_{options_};
  mysql::TransactionRunner runner_{pool_};
};

TEST_F(DeadlineTest, TheDatabaseGivesUpOnAReadThatNobodyWaitsFor) {
  const ScopedDeadline deadline(absl::Now() + kSoon);
  const absl::Status status = runner_.Read([](Session& session) {
    RunForEver(session);
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded) << status;
  EXPECT_EQ(DetailsOf(status).reason, "DEADLINE_EXCEEDED");
  EXPECT_EQ(OwnLimitedSessions(), 0) << "the statement goes on";
}

TEST_F(DeadlineTest, OfAWriteThatIsTooSlowNothingIsThere) {
  {
    const ScopedDeadline deadline(absl::Now() + kSoon);
    const absl::Status status = runner_.Write([](Session& session) {
      session.Run("INSERT INTO t VALUES (1)");
      RunForEver(session);
      return absl::OkStatus();
    });
    EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded) << status;
  }
  EXPECT_EQ(Count("t"), 0);
}

TEST_F(DeadlineTest, TheSessionServesOthersWithoutThatLimit) {
  {
    const ScopedDeadline deadline(absl::Now() + kSoon);
    (void)runner_.Read([](Session& session) {
      RunForEver(session);
      return absl::OkStatus();
    });
  }
  EXPECT_TRUE(runner_.Write([](Session& session) {
    session.Run("DO SLEEP(0.3)");  // longer than what was allowed before
    session.Run("INSERT INTO t VALUES (2)");
    return absl::OkStatus();
  }).ok());
  EXPECT_EQ(Count("t"), 1);
}

TEST_F(DeadlineTest, AWriteInTimeIsThereAsAlways) {
  const ScopedDeadline deadline(absl::Now() + absl::Minutes(1));
  EXPECT_TRUE(runner_.Write([](Session& session) {
    session.Run("INSERT INTO t VALUES (3)");
    return absl::OkStatus();
  }).ok());
  EXPECT_EQ(Count("t"), 1);
}

TEST_F(DeadlineTest, WhatIsTooLateFromTheBeginningDoesNotReachTheDatabase) {
  const ScopedDeadline deadline(absl::Now() - absl::Seconds(1));
  bool ran = false;
  const absl::Status status = runner_.Read([&](Session&) {
    ran = true;
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_FALSE(ran);
}

TEST_F(DeadlineTest, AWaitForALockOfOthersEndsWithIt) {
  other_.Run("INSERT INTO t VALUES (4)");
  other_.Run("START TRANSACTION");
  other_.Run("UPDATE t SET id = 5 WHERE id = 4");
  const ScopedDeadline deadline(absl::Now() + kSoon);
  const absl::Status status = runner_.Write([](Session& session) {
    session.Run("DELETE FROM t WHERE id = 4");
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded) << status;
  other_.Run("COMMIT");
  EXPECT_EQ(Count("t"), 1);
}

}  // namespace
}  // namespace nanolearn::testing
