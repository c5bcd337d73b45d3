#include "service/storage/mysql/migration_records.h"

#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/storage/mysql/database_error.h"

namespace nanolearn::mysql {
namespace {

constexpr char kTable[] = R"sql(
CREATE TABLE IF NOT EXISTS schema_migrations (
  version INT NOT NULL,
  name VARCHAR(100) NOT NULL,
  checksum CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of the SQL',
  apply_time DATETIME(6) NULL COMMENT 'NULL: begun, and perhaps done',
  PRIMARY KEY (version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql";

std::string Checksum(const Migration& migration) { return Hex(Sha256(migration.sql)); }

}  // namespace

void MigrationRecords::CreateTable(Session& session) { session.Run(kTable); }

bool MigrationRecords::HasOtherTables(Session& session) {
  int64_t tables = 0;
  session.Query(
      "SELECT COUNT(*) FROM information_schema.tables "
      "WHERE table_schema = DATABASE() AND table_name <> 'schema_migrations'",
      {}, [&](const Row& row) { tables = row.Int(0); });
  return tables > 0;
}

MigrationRecords::MigrationRecords(Session& session) : session_(session) {
  try {
    session_.Query("SELECT version, name, checksum, apply_time FROM schema_migrations", {},
                   [&](const Row& row) {
                     by_version_[static_cast<int>(row.Int(0))] = {row.Text(1), row.Text(2), !row.IsNull(3)};
                   });
  } catch (const DatabaseError& e) {
    if (e.number() != kNoSuchTable) throw;
  }
}

bool MigrationRecords::IsApplied(const Migration& migration) const {
  const auto found = by_version_.find(migration.version);
  return found != by_version_.end() && found->second.applied;
}

absl::Status MigrationRecords::Check() const {
  const int known = static_cast<int>(Migrations().size());
  if (!empty() && by_version_.rbegin()->first > known) {
    return absl::FailedPreconditionError(
        absl::StrCat("the database is at version ", by_version_.rbegin()->first,
                     " and this program knows only ", known, ": start the newer nanolearnd"));
  }
  for (const Migration& migration : Migrations()) {
    const auto found = by_version_.find(migration.version);
    if (found == by_version_.end() || found->second.checksum == Checksum(migration)) continue;
    return absl::FailedPreconditionError(
        absl::StrCat("the database was made with another migration ", migration.version, " (",
                     found->second.name, ") than this program has (", migration.name,
                     "): start the nanolearnd that made it, or restore a backup that fits this one"));
  }
  return absl::OkStatus();
}

void MigrationRecords::Begin(const Migration& migration) {
  session_.Execute(
      "INSERT INTO schema_migrations (version, name, checksum) VALUES (?, ?, ?) "
      "ON DUPLICATE KEY UPDATE version = VALUES(version)",
      {int64_t{migration.version}, migration.name, Checksum(migration)});
}

void MigrationRecords::Finish(const Migration& migration) {
  session_.Execute(
      "UPDATE schema_migrations SET apply_time = UTC_TIMESTAMP(6) WHERE version = ? AND apply_time IS NULL",
      {int64_t{migration.version}});
}

}  // namespace nanolearn::mysql
