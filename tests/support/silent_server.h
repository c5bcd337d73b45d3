#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace nanolearn::testing {

// Takes connections on this machine and says nothing, until it is released: then it ends them all, and those that come.
class SilentServer {
 public:
  SilentServer();
  ~SilentServer();
  SilentServer(const SilentServer&) = delete;

  // "http://127.0.0.1:PORT".
  std::string url() const;
  int connections() const { return connections_; }
  void Release();

 private:
  void Take();

  const int listener_;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> is_released_ = false;
  std::mutex mutex_;  // for open_
  std::vector<int> open_;
  std::thread thread_;
};

}  // namespace nanolearn::testing
