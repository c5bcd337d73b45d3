#include "service/jobs/job_runner.h"

#include <spdlog/spdlog.h>

#include "service/base/exception_type.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPauseAfterException = absl::Minutes(1);

absl::Duration RunOnce(const std::string& name, const JobRunner::Job& job, std::stop_token stop) {
  try {
    return job(stop);
  } catch (...) {
    spdlog::error("the job '{}' ended in an exception of type {} and is tried again in a minute", name,
                  CurrentExceptionType());
    return kPauseAfterException;
  }
}

}  // namespace

JobRunner::~JobRunner() { Stop(); }

void JobRunner::Start(std::string name, Job job) {
  threads_.emplace_back([this, name = std::move(name), job = std::move(job)] { Repeat(name, job); });
}

void JobRunner::RequestStop() { stop_.request_stop(); }

void JobRunner::Stop() {
  RequestStop();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void JobRunner::Repeat(const std::string& name, const Job& job) {
  const std::stop_token stop = stop_.get_token();
  while (!stop.stop_requested()) {
    const absl::Duration pause = RunOnce(name, job, stop);
    std::unique_lock lock(mutex_);
    paused_.wait_for(lock, stop, absl::ToChronoMilliseconds(pause), [] { return false; });
  }
}

}  // namespace nanolearn
