#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/mutex.h"

namespace nanolearn::testing {

// Stands between a client and a database's unix socket, and cuts the line at a COMMIT.
class CommitCutter {
 public:
  enum class Cut { kNever, kBeforeIt, kAfterIt };

  // Passes everything on from a socket of its own to `database`.
  explicit CommitCutter(const std::string& database);
  ~CommitCutter();

  const std::string& path() const { return path_; }
  // The next COMMIT does not reach the database, or is done by it without the client being told.
  void CutNext(Cut cut) { cut_ = cut; }

 private:
  void Listen();
  void Relay(int client);

  const std::string database_;
  const std::string path_;
  const int listener_;
  std::atomic<bool> stop_ = false;
  std::atomic<Cut> cut_ = Cut::kNever;
  std::vector<std::thread> relays_;
  std::thread listening_;
};

}  // namespace nanolearn::testing
