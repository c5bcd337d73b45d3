#pragma once
// A MariaDB server of our own: a child process on a unix socket that only this user can reach, without a
// network port and without the machine's MySQL configuration.

#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/base/file_descriptor.h"
#include "service/server/embedded/child_process.h"
#include "service/server/embedded/database_folder.h"

namespace nanolearn {

struct EmbeddedDatabaseOptions {
  std::string directory;  // made when missing; see database_folder.h
  bool durable = true;    // false: a crash of the machine may lose the last second's commits
  int buffer_pool_megabytes = 256;
  std::string binlog_directory;  // of the binary logs, which are there to be backed up; empty: DIR/binlog
  bool is_restored = false;      // binary logs are replayed here: there is a user who may, and no new ones are written
};

// Thread-safe. From Start to Stop the database is there, but for a moment after each crash of its own: a
// thread watches it and starts it again on the same socket. When this process dies, so does the database.
class EmbeddedDatabase {
 public:
  // Installs the database on first use, stops an orphan that an earlier crash left behind, and returns once
  // connections are accepted. FAILED_PRECONDITION when another process uses the directory or MariaDB is not
  // installed; DEADLINE_EXCEEDED or INTERNAL, with the end of MariaDB's log, when it does not come up.
  static absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> Start(const EmbeddedDatabaseOptions& options);

  EmbeddedDatabase(const EmbeddedDatabase&) = delete;
  EmbeddedDatabase& operator=(const EmbeddedDatabase&) = delete;
  // Stops.
  ~EmbeddedDatabase();

  const std::string& socket_path() const { return folder_.socket(); }
  // Has no password, for only this user reaches the socket; may do anything in every schema, but not
  // administer the server.
  const std::string& user() const { return user_; }
  // May do what backing up needs, and see nothing of what is stored. Other processes of this user are it, too.
  static constexpr char kBackupUser[] = "nanolearn_backup";
  // May do everything; there is none but in a database that is being restored.
  const std::string& restore_user() const { return restore_user_; }
  // Exists.
  const std::string& default_schema() const { return default_schema_; }

  // Shuts the database down cleanly; open connections are cut. Does nothing when called again, but must not
  // be called by two threads at once.
  void Stop();

 private:
  EmbeddedDatabase(const EmbeddedDatabaseOptions& options, DatabaseFolder folder);

  // All below run in the supervising thread, which is also the one that forks: the kernel ends a child with
  // the thread that made it.
  void Supervise(std::promise<absl::Status> started);
  absl::StatusOr<ChildProcess> StartFirstTime();
  absl::Status Install();
  std::string StartStatements() const;
  std::vector<std::string> BinlogArguments() const;
  absl::StatusOr<ChildProcess> Launch() const;
  absl::Status AwaitGreeting(const ChildProcess& child) const;
  void Watch(ChildProcess child);
  // False when Stop was called while waiting.
  bool Restart(ChildProcess& child, absl::Duration pause);

  const EmbeddedDatabaseOptions options_;
  const std::string user_ = "nanolearn";
  const std::string restore_user_ = "nanolearn_restore";
  const std::string default_schema_ = "nanolearn";
  DatabaseFolder folder_;
  const std::string binlog_directory_;
  FileDescriptor stop_;  // readable once Stop was called
  std::thread supervisor_;
};

}  // namespace nanolearn
