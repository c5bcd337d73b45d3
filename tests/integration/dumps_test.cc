// Databases as earlier releases left them, with what was in them, come to the newest schema with all of it. A dump is
// made at each release by NANOLEARN_MAKE_DUMP=1 integration_test --gtest_filter=Dumps.AreMade
// (tests/data/dumps/README.md).

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/base/key_file.h"
#include "service/server/backup/verify_restored.h"
#include "service/storage/mysql/migrations.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"
#include "tests/support/source_dir.h"
#include "tests/support/test_database.h"
#include "tests/support/test_server.h"

namespace nanolearn::testing {
namespace {

namespace fs = std::filesystem;

std::string Folder() { return SourcePath("tests/data/dumps"); }

void RunShell(const std::string& command) { ASSERT_EQ(std::system(command.c_str()), 0) << command; }

std::string ClientArguments(const mysql::ConnectionOptions& database) {
  return absl::StrCat(" --no-defaults --socket='", database.socket, "' --user=", database.user, " ");
}

// What must be the same after any migration, asked of whichever schema: a line for each.
const std::vector<std::string> kFacts = {
    "SELECT COUNT(*) FROM people",
    "SELECT COUNT(*) FROM engagements",
    "SELECT COUNT(*) FROM units",
    "SELECT COUNT(*) FROM assignments",
    "SELECT COUNT(*) FROM completions",
    "SELECT COUNT(*) FROM events",
    "SELECT COUNT(*) FROM memberships",
    "SELECT COUNT(*) FROM mails",
    "SELECT GROUP_CONCAT(slug ORDER BY slug) FROM organisations",
    "SELECT GROUP_CONCAT(slug ORDER BY slug) FROM programmes",
};

std::string FactsOf(const mysql::ConnectionOptions& database) {
  mysql::Session session(database);
  std::string facts;
  for (const std::string& sql : kFacts) {
    session.Query(sql, {}, [&](const mysql::Row& row) { absl::StrAppend(&facts, sql, ": ", row.Text(0), "\n"); });
  }
  return facts;
}

// Staff lists, one after another, a programme, completions. Few, for each release adds such a dump.
void UseIt(TestServer& server) {
  TestClient admin = server.Admin();
  CreateOrganisation(admin, "alvnas");
  ImportDemoUnits(admin);
  SyncFile(admin, "bolag", "bolag_2026-11.csv", "2026-11-01");
  SyncFile(admin, "fortroendevalda", "fortroendevalda_2022-2026.csv", "2026-11-01");
  PublishModule(admin, "phishing");
  CreateDemoProgramme(admin, "first-lesson", {"phishing"});
  v1::ListAssignmentsRequest list;
  list.set_as_of("2026-11-20");
  list.add_states(v1::ASSIGNMENT_STATE_NOT_YET_DUE);
  const auto assignments = AllAssignments(admin, list);
  for (size_t i = 0; i < 60; ++i) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignments.at(i * 3).name());
    v1::RecordCompletionResponse response;
    const grpc::Status status =
        admin.Call(&v1::CompletionService::Stub::RecordCompletion, *admin.completions, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  v1::SyncPeopleResponse held;  // since it changes so much
  EXPECT_TRUE(TrySyncFile(admin, "fortroendevalda", "fortroendevalda_2026-2030.csv", "2026-12-01", &held).ok());
}

TEST(Dumps, AreMade) {
  if (std::getenv("NANOLEARN_MAKE_DUMP") == nullptr) GTEST_SKIP() << "only at a release";
  TestServer server;
  UseIt(server);
  server.Stop();
  const std::string name = absl::StrFormat("%s/%04d", Folder(), mysql::Migrations().back().version);
  RunShell(absl::StrCat("mariadb-dump", ClientArguments(server.database()),
                        "--compact --hex-blob --no-tablespaces --order-by-primary ", server.database().schema,
                        " | gzip -9n > ", name, ".sql.gz"));
  std::ofstream(name + ".facts") << FactsOf(server.database());
}

TEST(Dumps, ComeToTheNewestSchemaWithAllThatWasInThem) {
  int dumps = 0;
  for (const auto& entry : fs::directory_iterator(Folder())) {
    const std::string path = entry.path();
    if (!absl::EndsWith(path, ".sql.gz")) continue;
    SCOPED_TRACE(path);
    const mysql::ConnectionOptions database = TestDatabase::Missing();
    mysql::ConnectionOptions anywhere = database;
    anywhere.schema.clear();
    mysql::Session(anywhere).Run(
        absl::StrCat("CREATE DATABASE ", database.schema, " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"));
    RunShell(absl::StrCat("(echo 'SET foreign_key_checks=0;'; gunzip -c ", path, ") | mariadb",
                          ClientArguments(database), database.schema));
    const std::string name = path.substr(0, path.size() - sizeof(".sql.gz") + 1);
    const absl::Status migrated = mysql::Migrate(database);
    ASSERT_TRUE(migrated.ok()) << migrated;
    EXPECT_EQ(FactsOf(database), ReadFile(name + ".facts"));

    // Any key will do: nobody is recognised here.
    const std::string key_file = (fs::temp_directory_path() / absl::StrCat("dump-key-", getpid())).string();
    ASSERT_TRUE(ReadOrMakeKeyFile(key_file).ok());
    RestoreResult result;
    const absl::Status whole = VerifyRestored(database, key_file, result);
    fs::remove(key_file);
    EXPECT_TRUE(whole.ok()) << whole;
    EXPECT_GT(result.audit_entries, 0);
    EXPECT_GT(result.figures, 0);
    EXPECT_EQ(result.unready, 0);
    ++dumps;
  }
  EXPECT_GT(dumps, 0);
}

}  // namespace
}  // namespace nanolearn::testing
