#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace nanolearn::testing {

// A port that was free a moment ago.
int FreePort();

// The real nanolearnd as a process of its own, on an embedded database in a folder of its own.
class Daemon {
 public:
  // `arguments` are given besides those that every daemon here has.
  explicit Daemon(std::vector<std::string> arguments = {});
  // Kills what still runs and removes the folder.
  ~Daemon();

  // Starts it and returns when it answers. Fails the test when it does not within a minute.
  void Start();
  // SIGKILL, and waits until it is gone.
  void Kill();
  // The same, and its database with it.
  void KillWithDatabase();
  // SIGTERM, without waiting for its end.
  void Terminate();
  // SIGTERM; returns its exit code.
  int Stop();
  // Another one with these arguments, which ends by itself; returns its exit code.
  int Run(const std::vector<std::string>& arguments) const;
  // SIGKILL to its database.
  void KillDatabase();

  std::string address() const;
  std::string http_address() const;
  std::string token() const;
  // Of its database.
  std::string database_socket() const;
  const std::string& directory() const { return directory_; }
  std::string data_directory() const;
  // All that it has written to its log.
  std::string Log() const;
  pid_t pid() const { return pid_; }
  pid_t database_pid() const;

 private:
  const std::vector<std::string> arguments_;
  std::string directory_;
  int port_ = 0;
  int http_port_ = 0;
  pid_t pid_ = -1;
};

}  // namespace nanolearn::testing
