#include "service/storage/mysql/migrations.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/storage/mysql/session.h"
#include "tests/support/test_database.h"

namespace nanolearn::mysql {
namespace {

using ::testing::HasSubstr;

int Count(Session& session, const std::string& sql) {
  int64_t count = -1;
  session.Query(sql, {}, [&](const Row& row) { count = row.Int(0); });
  return static_cast<int>(count);
}

int Applied(const ConnectionOptions& options) {
  Session session(options);
  return Count(session, "SELECT COUNT(*) FROM schema_migrations WHERE apply_time IS NOT NULL");
}

const int kAll = static_cast<int>(Migrations().size());

void ExpectRefused(const absl::Status& status, const std::string& part) {
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(part));
}

TEST(MigrationsTest, AreNumberedFromOneWithoutGaps) {
  for (int i = 0; i < kAll; ++i) EXPECT_EQ(Migrations()[i].version, i + 1);
}

TEST(MigrationsTest, MakeTheSchemaFromNothing) {
  const ConnectionOptions options = TestDatabase::Missing();
  EXPECT_TRUE(Migrate(options).ok());
  EXPECT_EQ(Applied(options), kAll);
  EXPECT_TRUE(CheckSchema(options).ok());
}

TEST(MigrationsTest, ChangeNothingTheSecondTime) {
  const ConnectionOptions options = TestDatabase::Fresh();
  Session session(options);
  session.Run("UPDATE schema_migrations SET apply_time = '2020-01-01'");
  EXPECT_TRUE(Migrate(options).ok());
  EXPECT_EQ(Count(session, "SELECT COUNT(*) FROM schema_migrations WHERE apply_time = '2020-01-01'"), kAll);
}

TEST(MigrationsTest, MayBeRunByManyAtOnce) {
  const ConnectionOptions options = TestDatabase::Missing();
  std::vector<std::thread> servers;
  for (int i = 0; i < 4; ++i) {
    servers.emplace_back([&] {
      const absl::Status status = Migrate(options);
      EXPECT_TRUE(status.ok()) << status;
    });
  }
  for (std::thread& server : servers) server.join();
  EXPECT_EQ(Applied(options), kAll);
}

TEST(MigrationsTest, GoOnAfterACrashBeforeOrAfterTheStatement) {
  const ConnectionOptions options = TestDatabase::Fresh();
  Session session(options);
  session.Run(
      "DROP TABLE completions");  // the last but one was run and not recorded, the last was only begun
  session.Run("UPDATE schema_migrations SET apply_time = NULL ORDER BY version DESC LIMIT 2");
  ExpectRefused(CheckSchema(options), "run `nanolearnd migrate`");
  const absl::Status status = Migrate(options);
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(Applied(options), kAll);
  EXPECT_EQ(Count(session, "SELECT COUNT(*) FROM completions"), 0);
}

TEST(MigrationsTest, AreRefusedWhenOneOfThemIsNotTheOneThatWasRun) {
  const ConnectionOptions options = TestDatabase::Fresh();
  Session(options).Run("UPDATE schema_migrations SET checksum = 'other' WHERE version = 3");
  ExpectRefused(Migrate(options), "another migration 3");
  ExpectRefused(CheckSchema(options), "another migration 3");
}

TEST(MigrationsTest, AreRefusedWhenTheDatabaseIsNewer) {
  const ConnectionOptions options = TestDatabase::Fresh();
  Session(options).Run("INSERT INTO schema_migrations (version, name, checksum) VALUES (999, 'later', '')");
  ExpectRefused(Migrate(options), "version 999");
  ExpectRefused(CheckSchema(options), "start the newer nanolearnd");
}

TEST(MigrationsTest, LeaveASchemaWithTablesOfOthersAlone) {
  const ConnectionOptions options = TestDatabase::Missing();
  ConnectionOptions server = options;
  server.schema.clear();
  Session session(server);
  session.Run(absl::StrCat("CREATE DATABASE ", options.schema));
  session.Run(absl::StrCat("CREATE TABLE ", options.schema, ".units (id INT)"));
  ExpectRefused(Migrate(options), "holds tables that are not Nanolearn's");
  EXPECT_EQ(
      Count(session, absl::StrCat("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '",
                                  options.schema, "'")),
      1);
}

TEST(MigrationsTest, AMissingSchemaIsToldWithWhatToDo) {
  ExpectRefused(CheckSchema(TestDatabase::Missing()), "`nanolearnd migrate`");
}

TEST(MigrationsTest, AnUnreachableDatabaseIsUnavailable) {
  ConnectionOptions options;
  options.socket = "/nonexistent/socket";
  options.schema = "n";
  for (const absl::Status& status : {Migrate(options), CheckSchema(options)}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
    EXPECT_THAT(std::string(status.message()), HasSubstr("/nonexistent/socket"));
  }
}

}  // namespace
}  // namespace nanolearn::mysql
