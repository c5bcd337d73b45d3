#pragma once

#include <deque>
#include <thread>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"

namespace nanolearn::rpc {

// Threads that may block. Database calls do, and gRPC's own threads must not. Thread-safe.
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
  absl::Mutex mutex_;
  absl::CondVar changed_;
  std::deque<absl::AnyInvocable<void()>> waiting_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace nanolearn::rpc
