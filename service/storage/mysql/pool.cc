#include "service/storage/mysql/pool.h"

#include "absl/cleanup/cleanup.h"
#include "absl/time/clock.h"
#include "service/storage/mysql/driver.h"

namespace nanolearn::mysql {
namespace {

// A session that lay idle for longer may have been closed by the server or by something on the way.
constexpr absl::Duration kTrusted = absl::Seconds(30);

}  // namespace

Pool::Lease::~Lease() {
  if (session_ != nullptr) pool_->Return(std::move(session_));
}

void Pool::Lease::Drop() {
  session_.reset();
  pool_->Forget();
}

std::optional<Pool::Lease> Pool::Acquire(absl::Duration patience) {
  UseDriverInThisThread();
  const absl::Time deadline = absl::Now() + patience;
  while (true) {
    std::optional<Idle> idle = Take(deadline);
    if (!idle) return std::nullopt;
    if (idle->session == nullptr) return Lease(this, Open());
    if (IsGood(*idle)) return Lease(this, std::move(idle->session));
    idle->session.reset();
    Forget();
  }
}

std::optional<Pool::Idle> Pool::Take(absl::Time deadline) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_until(lock, absl::ToChronoTime(deadline), [this] { return Available(); }))
    return std::nullopt;
  if (idle_.empty()) {
    ++count_;
    opening_ = true;
    return Idle{};
  }
  Idle idle = std::move(idle_.back());
  idle_.pop_back();
  return idle;
}

std::unique_ptr<Session> Pool::Open() {
  std::unique_ptr<Session> session;
  const auto done = absl::MakeCleanup([&] {
    const std::lock_guard lock(mutex_);
    opening_ = false;
    if (session == nullptr) --count_;
    changed_.notify_all();
  });
  session = std::make_unique<Session>(options_);
  return session;
}

bool Pool::IsGood(const Idle& idle) {
  absl::Time trusted_since = absl::Now() - kTrusted;
  {
    const std::lock_guard lock(mutex_);
    trusted_since = std::max(trusted_since, doubt_);
  }
  return idle.since > trusted_since || idle.session->Ping();
}

void Pool::Return(std::unique_ptr<Session> session) {
  const std::lock_guard lock(mutex_);
  idle_.push_back({std::move(session), absl::Now()});
  changed_.notify_one();
}

void Pool::Forget() {
  const std::lock_guard lock(mutex_);
  --count_;
  doubt_ = absl::Now();
  changed_.notify_one();
}

}  // namespace nanolearn::mysql
