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
  const auto self = waiting_.emplace(waiting_.end());
  const bool has_turn = self->turn.wait_until(lock, absl::ToChronoTime(deadline),
                                              [&] { return Available() && self == waiting_.begin(); });
  waiting_.erase(self);
  std::optional<Idle> taken;
  if (has_turn && idle_.empty()) {
    ++count_;
    opening_ = true;
    taken.emplace();
  } else if (has_turn) {
    taken = std::move(idle_.back());
    idle_.pop_back();
  }
  WakeFirst();
  return taken;
}

void Pool::WakeFirst() {
  if (!waiting_.empty() && Available()) waiting_.front().turn.notify_one();
}

std::unique_ptr<Session> Pool::Open() {
  std::unique_ptr<Session> session;
  const auto done = absl::MakeCleanup([&] {
    const std::lock_guard lock(mutex_);
    opening_ = false;
    if (session == nullptr) --count_;
    WakeFirst();
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
  WakeFirst();
}

void Pool::Forget() {
  const std::lock_guard lock(mutex_);
  --count_;
  doubt_ = absl::Now();
  WakeFirst();
}

}  // namespace nanolearn::mysql
