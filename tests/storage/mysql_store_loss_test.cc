// Connections and answers that are lost on the way.

#include "tests/storage/mysql_store_fixture.h"

#include "gmock/gmock.h"
#include "service/base/error.h"
#include "tests/storage/commit_cutter.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Cut = CommitCutter::Cut;

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
