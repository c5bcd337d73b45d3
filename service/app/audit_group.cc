#include "service/app/audit_group.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "service/base/deadline.h"
#include "service/base/error.h"
#include "service/base/exception_type.h"
#include "service/base/limits.h"

namespace nanolearn {

// Whoever waits is answered, whatever happens.
absl::Status AuditGroup::WriteAll(const std::vector<Waiting*>& together) {
  const ScopedDeadline none(absl::InfiniteFuture());
  try {
    return store_.Write([&](WriteTransaction& tx) {
      for (const Waiting* one : together) tx.audit().Append(one->organisation_id, one->entry);
      return absl::OkStatus();
    });
  } catch (...) {
    spdlog::error("an exception of type {} ended the writing of the audit", CurrentExceptionType());
    return MakeError(absl::StatusCode::kInternal, "the server made a mistake; its log says more",
                     {.reason = "UNEXPECTED_EXCEPTION"});
  }
}

absl::Status AuditGroup::Write(Id organisation_id, AuditEntry entry) {
  Waiting own{.organisation_id = organisation_id, .entry = std::move(entry)};
  std::unique_lock lock(mutex_);
  waiting_.push_back(&own);
  while (!own.is_done) {
    if (is_writing_) {
      changed_.wait(lock);
    } else {
      WriteSome(lock);
    }
  }
  return own.status;
}

size_t AuditGroup::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

std::vector<AuditGroup::Waiting*> AuditGroup::Take() {
  std::vector<Waiting*> together;
  for (auto it = waiting_.begin(); it != waiting_.end() && together.size() < limits::kMaxAuditEntriesTogether;) {
    if (together.empty() || (*it)->organisation_id == together.front()->organisation_id) {
      together.push_back(*it);
      it = waiting_.erase(it);
    } else {
      ++it;
    }
  }
  return together;
}

void AuditGroup::WriteSome(std::unique_lock<std::mutex>& lock) {
  const std::vector<Waiting*> together = Take();
  is_writing_ = true;
  lock.unlock();
  const absl::Status status = WriteAll(together);
  lock.lock();
  is_writing_ = false;
  for (Waiting* one : together) {
    one->status = status;
    one->is_done = true;
  }
  changed_.notify_all();
}

}  // namespace nanolearn
