#pragma once
// The table in which a database remembers which migrations it has seen.

#include <map>
#include <string>

#include "absl/status/status.h"
#include "service/storage/mysql/migrations.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

struct MigrationRecord {
  std::string name;
  std::string checksum;
  bool applied = false;  // else begun, and perhaps done
};

class MigrationRecords {
 public:
  // The tables throw DatabaseError, like everything that speaks to the database.
  static void CreateTable(Session& session);
  // Whether there is a table that is not this one.
  static bool HasOtherTables(Session& session);
  // Reads all; none when there is no such table.
  explicit MigrationRecords(Session& session);

  bool empty() const { return by_version_.empty(); }
  bool IsApplied(const Migration& migration) const;
  // FAILED_PRECONDITION, with a sentence, when the database has seen a migration that this program does not
  // know, or knows otherwise.
  absl::Status Check() const;

  // May be called again for the same migration, also by another server.
  void Begin(const Migration& migration);
  void Finish(const Migration& migration);

 private:
  Session& session_;
  std::map<int, MigrationRecord> by_version_;
};

}  // namespace nanolearn::mysql
