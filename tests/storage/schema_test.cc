#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "service/storage/mysql/migrations.h"
#include "service/storage/mysql/session.h"
#include "tests/support/source_dir.h"
#include "tests/support/test_database.h"

namespace nanolearn::mysql {
namespace {

const std::string kPath = nanolearn::testing::SourcePath("service/storage/mysql/schema.sql");
constexpr char kHead[] =
    "-- The whole schema, as the migrations make it on MariaDB. Generated: change migrations.cc and run\n"
    "-- NANOLEARN_UPDATE_SCHEMA=1 storage_test --gtest_filter=SchemaTest.*\n";

// Tables in the order in which they were made, so that each stands after those it refers to.
std::vector<std::string> TableNames(Session& session) {
  std::vector<std::string> names;
  session.Query("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()", {},
                [&](const Row& row) { names.push_back(row.Text(0)); });
  const auto step = [](const std::string& name) {
    const auto makes = [&](const Migration& migration) {
      return absl::StrContains(migration.sql, absl::StrCat("CREATE TABLE ", name, " ("));
    };
    const auto found = std::find_if(Migrations().begin(), Migrations().end(), makes);
    return found == Migrations().end() ? 0 : found->version;
  };
  std::sort(names.begin(), names.end(), [&](const std::string& a, const std::string& b) {
    return std::pair(step(a), a) < std::pair(step(b), b);
  });
  return names;
}

std::string Schema() {
  Session session(TestDatabase::Fresh());
  std::string schema = kHead;
  for (const std::string& name : TableNames(session)) {
    session.Query(absl::StrCat("SHOW CREATE TABLE `", name, "`"), {},
                  [&](const Row& row) { absl::StrAppend(&schema, "\n", row.Text(1), ";\n"); });
  }
  return schema;
}

TEST(SchemaTest, TheFileIsWhatTheMigrationsMake) {
  const std::string schema = Schema();
  if (std::getenv("NANOLEARN_UPDATE_SCHEMA") != nullptr) std::ofstream(kPath) << schema;
  std::stringstream file;
  file << std::ifstream(kPath).rdbuf();
  EXPECT_EQ(file.str(), schema) << "run this test with NANOLEARN_UPDATE_SCHEMA=1";
}

}  // namespace
}  // namespace nanolearn::mysql
