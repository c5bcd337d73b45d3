#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "service/app/completions.h"

namespace nanolearn {

// Gathers the completions that are waiting into transactions, so that callers share the price of a durable commit. A
// lone caller waits for nobody: a writer takes what is there when it is free. Two writers, since the database works
// while the other prepares what comes next.
class CompletionQueue {
 public:
  explicit CompletionQueue(Completions& completions);
  // Writes what is waiting, then stops.
  ~CompletionQueue();

  // Calls `done` from a writer's thread when the completion is durable or refused. At once, with
  // RESOURCE_EXHAUSTED / TOO_BUSY, when limits::kMaxQueuedCompletions are waiting. Thread-safe.
  void Record(const Organisation& organisation, CompletionRequest request,
              absl::AnyInvocable<void(CompletionResult)> done);

 private:
  struct Waiting {
    Organisation organisation;
    CompletionRequest request;
    absl::AnyInvocable<void(CompletionResult)> done;
  };

  void Run();
  // The next to be written together: of one organisation, at most limits::kMaxCompletionsTogether. Empty:
  // stop.
  std::vector<Waiting> Take();
  void Write(std::vector<Waiting> together);

  Completions& completions_;
  std::mutex mutex_;  // for waiting_ and stopping_
  std::condition_variable changed_;
  std::deque<Waiting> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> writers_;
};

}  // namespace nanolearn
