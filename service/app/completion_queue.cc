#include "service/app/completion_queue.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "service/base/error.h"
#include "service/base/exception_type.h"
#include "service/base/limits.h"

namespace nanolearn {
namespace {

constexpr int kWriters = 2;

absl::Status TooBusy() {
  return MakeError(
      absl::StatusCode::kResourceExhausted,
      "too many completions are waiting to be written; try again in a moment with the same request id",
      {.reason = "TOO_BUSY"});
}

// Whoever waits is answered, whatever happens.
absl::StatusOr<std::vector<CompletionResult>> TryToRecord(Completions& completions, const Organisation& organisation,
                                                          const std::vector<CompletionRequest>& requests) {
  try {
    return completions.RecordAll(organisation, requests);
  } catch (...) {
    spdlog::error("an exception of type {} ended the recording of completions", CurrentExceptionType());
    return MakeError(absl::StatusCode::kInternal, "the server made a mistake; its log says more",
                     {.reason = "UNEXPECTED_EXCEPTION"});
  }
}

}  // namespace

CompletionQueue::CompletionQueue(Completions& completions) : completions_(completions) {
  for (int i = 0; i < kWriters; ++i) writers_.emplace_back([this] { Run(); });
}

CompletionQueue::~CompletionQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& writer : writers_) writer.join();
}

void CompletionQueue::Record(const Organisation& organisation, CompletionRequest request,
                             absl::AnyInvocable<void(CompletionResult)> done) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < limits::kMaxQueuedCompletions) {
      waiting_.push_back({organisation, std::move(request), std::move(done)});
      changed_.notify_one();
      return;
    }
  }
  done(TooBusy());
}

void CompletionQueue::Run() {
  for (;;) {
    std::vector<Waiting> together = Take();
    if (together.empty()) return;
    Write(std::move(together));
  }
}

std::vector<CompletionQueue::Waiting> CompletionQueue::Take() {
  std::vector<Waiting> together;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  for (auto it = waiting_.begin();
       it != waiting_.end() && together.size() < limits::kMaxCompletionsTogether;) {
    if (together.empty() || it->organisation.id == together.front().organisation.id) {
      together.push_back(std::move(*it));
      it = waiting_.erase(it);
    } else {
      ++it;
    }
  }
  return together;
}

void CompletionQueue::Write(std::vector<Waiting> together) {
  std::vector<CompletionRequest> requests;
  requests.reserve(together.size());
  for (Waiting& waiting : together) requests.push_back(std::move(waiting.request));
  absl::StatusOr<std::vector<CompletionResult>> results =
      TryToRecord(completions_, together.front().organisation, requests);
  for (size_t i = 0; i < together.size(); ++i) {
    together[i].done(results.ok() ? std::move((*results)[i]) : CompletionResult(results.status()));
  }
}

}  // namespace nanolearn
