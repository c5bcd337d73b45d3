#pragma once

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

// At most options.pool_size sessions, opened when they are needed, one after another. Thread-safe; must
// outlive its leases.
class Pool {
 public:
  // A session for the use of one thread; goes back to the pool with the lease.
  class Lease {
   public:
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Session& operator*() const { return *session_; }
    Session* operator->() const { return session_.get(); }
    // The session is of no use any more; nor, perhaps, are those that lie idle: they are asked before the
    // next use.
    void Drop();

   private:
    friend class Pool;
    Lease(Pool* pool, std::unique_ptr<Session> session) : pool_(pool), session_(std::move(session)) {}

    Pool* pool_;
    std::unique_ptr<Session> session_;
  };

  explicit Pool(const ConnectionOptions& options) : options_(options) {}

  const ConnectionOptions& options() const { return options_; }
  // Whoever comes first is served first: else those who ask all the time would leave nothing to the others.
  // Nothing when the turn has not come within `patience`. Throws DatabaseError when one must be
  // opened and cannot be.
  std::optional<Lease> Acquire(absl::Duration patience = absl::Seconds(5));

 private:
  struct Idle {
    std::unique_ptr<Session> session;
    absl::Time since;
  };

  bool Available() const {  // with mutex_ held
    return !idle_.empty() || (count_ < options_.pool_size && !opening_);
  }
  // Somebody who waits for a session.
  struct Waiter {
    std::condition_variable turn;
  };
  // Wakes the first who waits when there is a session for them; with mutex_ held.
  void WakeFirst();
  // An idle session, or one without a session when the caller is to open it. Nothing after the deadline.
  std::optional<Idle> Take(absl::Time deadline);
  std::unique_ptr<Session> Open();
  bool IsGood(const Idle& idle);
  void Return(std::unique_ptr<Session> session);
  void Forget();

  const ConnectionOptions options_;
  // Of the standard library, here and elsewhere below rpc/: the thread sanitizer sees nothing of Debian's
  // absl::Mutex.
  std::mutex mutex_;           // for all below
  std::list<Waiter> waiting_;  // the first to be served first
  std::vector<Idle> idle_;     // the last used at the end, to be used first
  int count_ = 0;              // idle, in use and being opened
  bool opening_ = false;
  absl::Time doubt_ = absl::InfinitePast();  // when a session was found broken
};

}  // namespace nanolearn::mysql
