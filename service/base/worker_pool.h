#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/functional/any_invocable.h"

namespace nanolearn {

// Threads that may block. Database calls do, and the threads of gRPC and of the HTTP server must not.
// Thread-safe.
class WorkerPool {
 public:
  explicit WorkerPool(int threads, size_t max_waiting = 1000);
  // Stops.
  ~WorkerPool();

  // False when as many tasks as are allowed wait, or the pool is stopping; the task is then not run. Tasks
  // must not throw.
  [[nodiscard]] bool Submit(absl::AnyInvocable<void()> task);

  // Returns when everything that was accepted has been run. Not to be called from a task, nor by two threads
  // at once.
  void Stop();

 private:
  void Run();

  const size_t max_waiting_;
  std::mutex mutex_;  // for waiting_ and stopping_
  std::condition_variable changed_;
  std::deque<absl::AnyInvocable<void()>> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace nanolearn
