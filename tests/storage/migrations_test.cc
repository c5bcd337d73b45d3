#include "service/storage/mysql/migrations.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/storage/mysql/mail_table.h"
#include "service/storage/mysql/migration_records.h"
#include "service/storage/mysql/organisation_table.h"
#include "service/storage/mysql/person_table.h"
#include "service/storage/mysql/programme_table.h"
#include "service/storage/mysql/session.h"
#include "service/storage/mysql/source_table.h"
#include "tests/support/test_database.h"

namespace nanolearn::mysql {
namespace {

using ::testing::ElementsAre;
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
  session.Run("DROP TABLE web_sessions");  // one was run and not recorded, the next was only begun
  session.Run(
      "UPDATE schema_migrations SET apply_time = NULL WHERE name IN ('links for signing in', 'sessions on the web')");
  ExpectRefused(CheckSchema(options), "run `nanolearnd migrate`");
  const absl::Status status = Migrate(options);
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(Applied(options), kAll);
  EXPECT_EQ(Count(session, "SELECT COUNT(*) FROM web_sessions"), 0);
}

TEST(MigrationsTest, RememberTheImportsOfUnitsThatEarlierVersionsTellOf) {
  const ConnectionOptions options = TestDatabase::Fresh();
  Session session(options);
  session.Run("ALTER TABLE organisations ADD COLUMN units_effective DATE NULL");
  session.Run(
      "INSERT INTO organisations (id, slug, display_name, time_zone, version, create_time, units_effective) "
      "VALUES "
      "(1, 'a', '', 'UTC', 1, '2026-01-01', '2026-12-01'), (2, 'b', '', 'UTC', 1, '2026-01-01', NULL)");
  session.Run("INSERT INTO units (organisation_id, id, code) VALUES (1, 5, 'X')");
  session.Run(
      "INSERT INTO unit_versions (organisation_id, unit_id, valid_from, valid_to, name, type) VALUES "
      "(1, 5, '1900-01-01', '2026-03-01', 'N', 'TEAM'), (1, 5, '2026-05-01', '9999-12-31', 'N', 'TEAM')");
  session.Run(
      "UPDATE schema_migrations SET apply_time = NULL WHERE name IN "
      "('earlier imports of units', 'no last import in organisations')");
  ASSERT_TRUE(Migrate(options).ok());
  std::vector<std::string> days;
  session.Query(
      "SELECT organisation_id, effective FROM unit_imports ORDER BY organisation_id, effective", {},
      [&](const Row& row) { days.push_back(absl::StrCat(row.GetId(0), " ", FormatDate(row.Day(1)))); });
  EXPECT_THAT(days, ElementsAre("1 1900-01-01", "1 2026-03-01", "1 2026-05-01", "1 2026-12-01"));
}

// What a database of an earlier version looked like.
ConnectionOptions AtVersion(int version) {
  const ConnectionOptions options = TestDatabase::Missing();
  ConnectionOptions server = options;
  server.schema.clear();
  Session(server).Run(
      absl::StrCat("CREATE DATABASE ", options.schema, " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"));
  Session session(options);
  MigrationRecords::CreateTable(session);
  MigrationRecords records(session);
  for (int i = 0; i < version; ++i) {
    records.Begin(Migrations()[i]);
    session.Run(Migrations()[i].sql);
    records.Finish(Migrations()[i]);
  }
  return options;
}

// Person 5 is named by two sources, one of which has let them go and says that the identity is protected.
void AddStaff(Session& session) {
  session.Run(
      "INSERT INTO organisations (id, slug, display_name, time_zone, version, create_time) VALUES (1, 'o', "
      "'', 'UTC', 1, '2026-01-01')");
  session.Run(
      "INSERT INTO sources (organisation_id, id, name, last_effective) VALUES (1, 1, 'hr', '2026-11-01'), "
      "(1, 2, 'bolag', NULL)");
  session.Run("INSERT INTO units (organisation_id, id, code) VALUES (1, 1, 'A')");
  session.Run(
      "INSERT INTO people (organisation_id, id, create_time) VALUES (1, 5, '2026-01-01'), (1, 6, "
      "'2026-01-01')");
  session.Run(
      "INSERT INTO person_attributes (organisation_id, person_id, source_id, present, given_name, "
      "family_name, email, phone, protected_identity) VALUES (1, 5, 1, TRUE, 'Åsa', 'Ek', 'ek@kommun.se', "
      "'', FALSE), (1, 5, 2, FALSE, 'Åsa', 'Öberg', '', '070', TRUE), (1, 6, 1, TRUE, 'Bo', 'Alm', '', '', "
      "FALSE)");
  session.Run(
      "INSERT INTO engagements (organisation_id, id, person_id, source_id, source_key, unit_id, is_current, "
      "valid_from, valid_to, kind, role, has_computer, manager_key, period_from, period_to) VALUES (1, 10, "
      "5, 1, 'A1', 1, TRUE, '2026-11-01', '9999-12-31', 'EMPLOYMENT', '', 0, '', '1900-01-01', "
      "'9999-12-31'), (1, 11, 5, 2, 'B1', 1, FALSE, '2026-10-01', '2026-11-01', 'EMPLOYMENT', '', 0, '', "
      "'1900-01-01', '9999-12-31')");
}

TEST(MigrationsTest, KeepWhatSourcesHadSaidBeforeTheyHadRuns) {
  const ConnectionOptions options = AtVersion(20);
  Session session(options);
  AddStaff(session);
  const absl::Status status = Migrate(options);
  ASSERT_TRUE(status.ok()) << status;

  const MysqlPersonTable people(session);
  const Date day(2026, 11, 23);
  EXPECT_EQ(people.Find(1, 5, day)->attributes, (PersonAttributes{"Åsa", "Ek", "ek@kommun.se", "070", true}))
      << "the last word of the source that has let the person go is that the identity is protected";
  EXPECT_EQ(people.Find(1, 6, day - 10000)->attributes.given_name, "Bo") << "as it was shown until now";
  EXPECT_EQ(people.CurrentAttributes(1, 1, {5, 6}).size(), 2u);
  EXPECT_TRUE(people.CurrentAttributes(1, 2, {5, 6}).empty());

  const MysqlSourceTable sources(session);
  const Source hr = sources.Find(1, "hr").value();
  EXPECT_EQ(hr.last_effective, Date(2026, 11, 1));
  EXPECT_EQ(hr.kind, SourceKind::kFile);
  EXPECT_EQ(hr.guards, SyncGuards());
  EXPECT_EQ(hr.missing_runs, 1);
  EXPECT_EQ(hr.version, 1u);
  std::vector<Id> rows;
  sources.ForEachRow(1, 1, [&](const SourceRow& row) {
    rows.push_back(row.engagement_id);
    EXPECT_EQ(row.person_id, 5u);
    EXPECT_EQ(row.hash, "") << "it must be read again";
  });
  EXPECT_THAT(rows, ::testing::ElementsAre(10));
}

TEST(MigrationsTest, LetProgrammesOfBeforeWriteToNobodyAndKeepTheMailsThatWait) {
  const ConnectionOptions options = AtVersion(67);
  Session session(options);
  session.Run(
      "INSERT INTO organisations (id, slug, display_name, time_zone, version, create_time) VALUES (1, 'o', "
      "'', 'UTC', 1, '2026-01-01')");
  session.Run(
      "INSERT INTO programmes (organisation_id, id, slug, display_name, open_date, days_to_complete, "
      "create_time) VALUES (1, 3, 'p', '', '2026-01-01', 30, '2026-01-01')");
  session.Run(
      "INSERT INTO mails (organisation_id, id, about, state, recipient, subject, text_body, create_time, tries, "
      "due_time, end_time, last_error) VALUES (1, 7, 'run', 'WAITING', 'a@b.example', 'Held', 'Hej', "
      "'2026-01-01', 2, '2026-01-01', NULL, ''), (1, 8, 'other', 'SENT', 'a@b.example', 'Held', 'Hej', "
      "'2026-01-01', 1, NULL, '2026-01-02', '')");
  const absl::Status status = Migrate(options);
  ASSERT_TRUE(status.ok()) << status;

  EXPECT_EQ(MysqlProgrammeTable(session).Find(1, "p")->mails, NoMails());
  EXPECT_EQ(MysqlOrganisationTable(session).Find("o")->mail_hours, MailHours());
  MysqlMailTable mails(session);
  EXPECT_EQ(mails.List(1, MailState::kSent, kNoId, 9).size(), 1u);
  const auto waiting = mails.Claim(absl::FromUnixSeconds(1'795'000'000), {}, 9);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].mail.kind, MailKind::kNotice);
  EXPECT_EQ(waiting[0].mail.text, "Hej");
  EXPECT_EQ(waiting[0].mail.expire_time, absl::InfiniteFuture());
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
