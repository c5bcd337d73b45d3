// Old and new servers run on one schema while an installation is upgraded, so that a migration only expands
// (docs/operating.md).

#include <map>
#include <regex>
#include <string>

#include "gtest/gtest.h"
#include "service/storage/mysql/migrations.h"

namespace nanolearn::mysql {
namespace {

// Before there was the rule.
constexpr int kLastWithoutRule = 101;

// Migrations that do more than expand, and why no server that may still run minds.
const std::map<int, std::string> kDeclared = {};

bool Has(const std::string& sql, const std::string& pattern) {
  return std::regex_search(sql, std::regex(pattern, std::regex::icase));
}

// Empty when the statement only expands; else what it does besides.
std::string BreaksRule(const std::string& sql) {
  if (Has(sql, R"(^\s*CREATE\s+TABLE\b)")) return "";
  if (Has(sql, R"(^\s*CREATE\s+INDEX\b)")) return "";
  if (!Has(sql, R"(^\s*ALTER\s+TABLE\b)")) return "it is neither CREATE TABLE, CREATE INDEX nor ALTER TABLE";
  if (Has(sql, R"(\b(DROP|RENAME|MODIFY|CHANGE)\b)")) return "it drops, renames or changes something";
  if (Has(sql, R"(\b(UNIQUE|FOREIGN|CONSTRAINT|CHECK)\b)"))
    return "it adds a condition that the old release does not keep";
  // Each column that must be given needs a value for the old release, which does not give it.
  const std::string rest = std::regex_replace(sql, std::regex(R"(NOT\s+NULL\s+DEFAULT)", std::regex::icase), "");
  if (Has(rest, R"(\bNOT\s+NULL\b)")) return "it adds a column that must be given (NOT NULL without DEFAULT after it)";
  return "";
}

TEST(MigrationRule, EachMigrationOnlyExpandsOrIsDeclared) {
  for (const Migration& migration : Migrations()) {
    if (migration.version <= kLastWithoutRule || kDeclared.contains(migration.version)) continue;
    EXPECT_EQ(BreaksRule(migration.sql), "") << "migration " << migration.version << " (" << migration.name << ")";
  }
}

TEST(MigrationRule, TellsExpandingFromTheRest) {
  EXPECT_EQ(BreaksRule("CREATE TABLE t (id INT NOT NULL, PRIMARY KEY (id))"), "");
  EXPECT_EQ(BreaksRule("\nALTER TABLE t ADD COLUMN a INT NULL, ADD KEY by_a (a)"), "");
  EXPECT_EQ(BreaksRule("ALTER TABLE t ADD COLUMN a INT NOT NULL DEFAULT 0"), "");
  EXPECT_NE(BreaksRule("ALTER TABLE t ADD COLUMN a INT NOT NULL"), "");
  EXPECT_NE(BreaksRule("ALTER TABLE t DROP COLUMN a"), "");
  EXPECT_NE(BreaksRule("ALTER TABLE t ADD UNIQUE KEY by_a (a)"), "");
  EXPECT_NE(BreaksRule("ALTER TABLE t MODIFY a BIGINT NOT NULL DEFAULT 0"), "");
  EXPECT_NE(BreaksRule("DROP TABLE t"), "");
  EXPECT_NE(BreaksRule("UPDATE t SET a = 1"), "");
}

}  // namespace
}  // namespace nanolearn::mysql
