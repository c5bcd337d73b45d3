// How a migration is run so that crashes and other servers do no harm. The databases cannot undo DDL, so that
// a step and its record are not one transaction:
//   1. its record is written, with its checksum, as begun;
//   2. its statement is run;
//   3. its record becomes applied.
// What is found begun is run again, whether a crash came before or after the statement: each statement either
// complains that its work is there already, which is taken as done, or may be run twice. Another server that
// is at it at the same time looks just like a crash. GET_LOCK keeps two servers apart where it works (not on
// two nodes of a Galera cluster), which saves them from confusion but is not needed for a right outcome.
// Tables are ours if their steps were recorded; a schema with tables and without records is left alone.

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/storage/mysql/connect_problem.h"
#include "service/storage/mysql/database_error.h"
#include "service/storage/mysql/migration_records.h"
#include "service/storage/mysql/migrations.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {
namespace {

// A statement over a large table takes its time.
constexpr absl::Duration kPatience = absl::Hours(24);
constexpr int kLockSeconds = 600;

bool MeansDoneBefore(int number) {
  switch (number) {
    case 1050:  // table exists
    case 1051:  // no such table to drop
    case 1060:  // column exists
    case 1061:  // key exists
    case 1091:  // nothing of that name to drop
    case 1826:  // foreign key exists
      return true;
    default:
      return false;
  }
}

void CreateSchema(ConnectionOptions options) {
  const std::string schema = absl::StrReplaceAll(options.schema, {{"`", "``"}});
  options.schema.clear();
  Session(options).Run(
      absl::StrCat("CREATE DATABASE IF NOT EXISTS `", schema, "` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"));
}

// Makes the schema when there is none and the user may.
std::unique_ptr<Session> OpenSession(const ConnectionOptions& options) {
  try {
    return std::make_unique<Session>(options, kPatience);
  } catch (const DatabaseError& e) {
    if (e.number() != kUnknownSchema && e.number() != kAccessToSchemaDenied) throw;
  }
  CreateSchema(options);
  return std::make_unique<Session>(options, kPatience);
}

// Ends with the session.
absl::Status LockOutOthers(Session& session, const ConnectionOptions& options) {
  // Such a name has at most 64 characters.
  const std::string name = absl::StrCat("nanolearn.migrate.", Hex(Sha256(options.schema)).substr(0, 32));
  bool timed_out = false;
  try {
    session.Query("SELECT GET_LOCK(?, ?)", {name, int64_t{kLockSeconds}},
                  [&](const Row& row) { timed_out = !row.IsNull(0) && row.Int(0) == 0; });
  } catch (const DatabaseError& e) {
    if (ClassOf(e.number()) != ErrorClass::kOther) throw;  // else a cluster that forbids it
  }
  return timed_out
             ? absl::UnavailableError("another nanolearnd is changing the database; wait until it is done")
             : absl::OkStatus();
}

absl::Status RunStep(Session& session, MigrationRecords& records, const Migration& migration) {
  records.Begin(migration);
  try {
    session.Run(migration.sql);
  } catch (const DatabaseError& e) {
    if (!MeansDoneBefore(e.number())) {
      return absl::FailedPreconditionError(absl::StrCat(
          "migration ", migration.version, " (", migration.name, ") failed: ", e.what(), " (error ",
          e.number(), "); nothing is half done: remove the cause and run `nanolearnd migrate` again"));
    }
  }
  records.Finish(migration);
  return absl::OkStatus();
}

absl::Status RunSteps(Session& session, const ConnectionOptions& options) {
  RETURN_IF_ERROR(LockOutOthers(session, options));
  // In this order: another server's record is there before its table.
  const bool has_tables = MigrationRecords::HasOtherTables(session);
  MigrationRecords records(session);
  if (has_tables && records.empty()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the schema of ", DatabaseName(options),
                     " holds tables that are not Nanolearn's; give Nanolearn a schema of its own"));
  }
  MigrationRecords::CreateTable(session);
  RETURN_IF_ERROR(records.Check());
  for (const Migration& migration : Migrations()) {
    if (!records.IsApplied(migration)) RETURN_IF_ERROR(RunStep(session, records, migration));
  }
  return absl::OkStatus();
}

absl::Status CheckRecords(Session& session, const ConnectionOptions& options) {
  const MigrationRecords records(session);
  RETURN_IF_ERROR(records.Check());
  for (const Migration& migration : Migrations()) {
    if (records.IsApplied(migration)) continue;
    return absl::FailedPreconditionError(absl::StrCat(
        "the database ", DatabaseName(options), " lacks migration ", migration.version, " (", migration.name,
        ") of the ", Migrations().size(), " that this program needs: run `nanolearnd migrate`"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Migrate(const ConnectionOptions& options) {
  try {
    const std::unique_ptr<Session> session = OpenSession(options);
    return RunSteps(*session, options);
  } catch (const DatabaseError& e) {
    return ConnectProblem(options, e);
  }
}

absl::Status CheckSchema(const ConnectionOptions& options) {
  try {
    Session session(options);
    return CheckRecords(session, options);
  } catch (const DatabaseError& e) {
    return ConnectProblem(options, e);
  }
}

}  // namespace nanolearn::mysql
