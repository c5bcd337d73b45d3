#include "service/jobs/job_log.h"

namespace nanolearn {
namespace {

constexpr std::chrono::seconds kLeastPause(10);
// So long an error is shown unless the job has done something since: most runs find nothing to do.
constexpr std::chrono::minutes kErrorShown(10);

}  // namespace

JobLog::JobLog(const Environment& env, std::string name, std::string server)
    : env_(std::make_unique<Environment>(env)) {
  job_.name = std::move(name);
  job_.server = std::move(server);
}

JobLog& JobLog::None() {
  static auto* const kNone = new JobLog();
  return *kNone;
}

void JobLog::Begin() {
  if (!env_) return;
  const std::lock_guard lock(mutex_);
  job_.last_start_time = env_->clock.Now();
  if (std::chrono::steady_clock::now() - last_failure_ > kErrorShown) job_.last_error.clear();
}

void JobLog::Worked(std::string result) {
  if (!env_) return;
  const std::lock_guard lock(mutex_);
  job_.last_work_time = env_->clock.Now();
  job_.last_result = std::move(result);
  job_.last_error.clear();
}

void JobLog::Failed(std::string error) {
  if (!env_) return;
  const std::lock_guard lock(mutex_);
  job_.last_error = std::move(error);
  last_failure_ = std::chrono::steady_clock::now();
}

void JobLog::End() {
  if (!env_) return;
  const std::lock_guard lock(mutex_);
  job_.last_end_time = env_->clock.Now();
  const SteadyTime now = std::chrono::steady_clock::now();
  if (!MustWrite(now)) return;
  // Without the database there is nobody to tell either.
  const absl::Status status = env_->store.Write([&](WriteTransaction& tx) {
    tx.jobs().Put(job_);
    return absl::OkStatus();
  });
  if (!status.ok()) return;
  written_error_ = job_.last_error;
  last_write_ = now;
  is_written_ = true;
}

bool JobLog::MustWrite(SteadyTime now) const {
  return !is_written_ || job_.last_error != written_error_ || now - last_write_ >= kLeastPause;
}

}  // namespace nanolearn
