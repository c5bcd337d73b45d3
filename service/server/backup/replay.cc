#include "service/server/backup/replay.h"

#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/server/backup/program.h"
#include "service/server/backup/progress_line.h"
#include "service/server/embedded/child_process.h"

namespace nanolearn {
namespace {

constexpr char kLargestPacket[] = "--max-allowed-packet=1G";

struct Replayer {
  std::string binlog;  // programs
  std::string client;
  std::string env;
  std::string log;
  std::string sql;  // a log as statements, one after another
};

absl::StatusOr<Replayer> Prepare(const std::string& folder) {
  Replayer replayer{.log = absl::StrCat(folder, "/replay.log"), .sql = absl::StrCat(folder, "/replay.sql")};
  ASSIGN_OR_RETURN(replayer.binlog, FindMariaDbProgram("mariadb-binlog", "mariadb-client"));
  ASSIGN_OR_RETURN(replayer.client, FindMariaDbProgram("mariadb", "mariadb-client-core"));
  ASSIGN_OR_RETURN(replayer.env, FindProgram("env"));
  return replayer;
}

// mariadb-binlog reads times in the process's own zone.
std::vector<std::string> ToSql(const Replayer& replayer, const std::string& log, uint64_t position, absl::Time until) {
  std::vector<std::string> arguments = {replayer.env, "TZ=UTC", replayer.binlog, "--no-defaults",
                                        absl::StrCat("--result-file=", replayer.sql)};
  if (position > 0) arguments.push_back(absl::StrCat("--start-position=", position));
  if (until < absl::InfiniteFuture()) {
    arguments.push_back(
        absl::StrCat("--stop-datetime=", absl::FormatTime("%Y-%m-%d %H:%M:%S", until, absl::UTCTimeZone())));
  }
  arguments.push_back(log);
  return arguments;
}

// The last event of a log has not come to the disk as a whole.
bool IsCutShort(const absl::Status& status) {
  return absl::StrContains(status.message(), "Could not read entry at offset");
}

}  // namespace

absl::StatusOr<std::string> ReplayBinlogs(const EmbeddedDatabase& database, const std::vector<std::string>& logs,
                                          uint64_t position, absl::Time until, const std::string& folder) {
  if (logs.empty()) return std::string();
  ASSIGN_OR_RETURN(const Replayer replayer, Prepare(folder));
  ProgressLine progress("replaying binary logs", logs.size());
  std::string cut_short;
  for (const std::string& log : logs) {
    const absl::Status read = RunProgram(ToSql(replayer, log, position, until), replayer.log);
    position = 0;
    // What is there of it was written out before it complained.
    if (!read.ok() && (&log != &logs.back() || !IsCutShort(read))) return read;
    if (!read.ok()) cut_short = log;
    RETURN_IF_ERROR(
        RunProgram({replayer.client, "--no-defaults", kLargestPacket, "--batch", "--binary-mode",
                    absl::StrCat("--socket=", database.socket_path()), absl::StrCat("--user=", database.restore_user()),
                    absl::StrCat("--database=", database.default_schema())},
                   replayer.log, replayer.sql));
    progress.Add(1);
  }
  unlink(replayer.sql.c_str());
  return cut_short;
}

}  // namespace nanolearn
