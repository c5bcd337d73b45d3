#pragma once
// The files of an embedded database and who may use them.
//
//   DIR/lock          held by the nanolearnd that uses DIR
//   DIR/data/         MariaDB's own; there only once completely installed
//   DIR/binlog/   MariaDB's binary logs, when they are not kept elsewhere
//   DIR/data.new/     an installation under way, or one that a crash cut short
//   DIR/run/          mode 0700: the socket and the statements run at each start
//   DIR/mariadb.log   what MariaDB says; mariadb.log.1 is the one before
//   DIR/mariadb.pid   written by MariaDB, for operators

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/base/file_descriptor.h"

namespace nanolearn {

class DatabaseFolder {
 public:
  // Makes the folder when it is missing and locks it for as long as the object lives. FAILED_PRECONDITION
  // when another process holds the lock or the folder cannot be used.
  static absl::StatusOr<DatabaseFolder> Open(const std::string& directory);

  // The socket of the database that uses the folder now. FAILED_PRECONDITION when none does.
  static absl::StatusOr<std::string> SocketInUse(const std::string& directory);

  // Absolute, without symbolic links.
  const std::string& root() const { return root_; }
  std::string data() const { return root_ + "/data"; }
  std::string binlogs() const { return root_ + "/binlog"; }
  std::string staging() const { return root_ + "/data.new"; }
  std::string log() const { return root_ + "/mariadb.log"; }
  std::string pid_file() const { return root_ + "/mariadb.pid"; }
  std::string start_statements() const { return root_ + "/run/start.sql"; }
  const std::string& socket() const { return socket_; }

  // staging() by a name without blanks, which mariadb-install-db cannot cope with. Good for child processes
  // while this object lives.
  std::string StagingForInstaller() const;
  // A private folder for temporary tables, by a name that is good for children in the same way. Not the
  // machine's: there every MariaDB that starts removes the temporary tables of the others.
  std::string TemporaryForChild() const;

  bool installed() const;
  // An empty staging(), whatever was there before.
  absl::Status BeginInstallation() const;
  // staging() becomes data().
  absl::Status FinishInstallation() const;

  // The end of the log, for error messages.
  std::string LogTail() const;

 private:
  explicit DatabaseFolder(std::string root) : root_(std::move(root)) {}
  absl::Status Lock();
  absl::Status ChooseSocket();
  std::string SocketPath() const;
  void RotateLog() const;

  std::string root_;
  std::string socket_;
  FileDescriptor lock_;
  FileDescriptor root_fd_;
};

}  // namespace nanolearn
