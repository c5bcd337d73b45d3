#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/domain/subscription.h"

namespace nanolearn {

// Where events are sent to, and how far each has come. Whoever sends them sends those of all organisations,
// so that claiming alone does not begin with the organisation.
class SubscriptionTable {
 public:
  virtual ~SubscriptionTable() = default;
  virtual std::optional<Subscription> Find(Id organisation_id, const std::string& name) const = 0;
  // By name.
  virtual std::vector<Subscription> List(Id organisation_id) const = 0;
  virtual void Insert(Id organisation_id, const Subscription& subscription) = 0;
  // Writes url, secret, types, state, tries, due_time, last_error and version.
  virtual void Update(Id organisation_id, const Subscription& subscription) = 0;
  // Moves the cursor.
  virtual void SetNextSequence(Id organisation_id, Id id, uint64_t next_sequence) = 0;
  virtual void Delete(Id organisation_id, Id id) = 0;

  // A subscription that one server sends for.
  struct Claimed {
    Id organisation_id = kNoId;
    Subscription subscription;  // its tries count this one
    absl::Time until;           // the claim's end, by which what follows knows it again
  };
  // Whether there is one with something to send that is due.
  virtual bool HasDue(absl::Time now) const = 0;
  // The one of them that has waited longest; nobody else gets it before `until`. After that it is due again:
  // its server has died.
  virtual std::optional<Claimed> Claim(absl::Time now, absl::Time until) = 0;

  // The three that follow end a claim; they do nothing, and return false, when it is not the server's any
  // more or the cursor has been moved since.
  // Everything before `next_sequence` has been dealt with. `has_sent`: the receiver has answered well, which
  // ends failures and their error. `left_out` says what it would not take; it is kept as the last error until
  // there is another or the subscription is changed. Empty: nothing.
  virtual bool Advance(const Claimed& claimed, uint64_t next_sequence, bool has_sent,
                       const std::string& left_out, absl::Time now) = 0;
  // Not to be tried before `due`. `error` is cut to 500 characters.
  virtual bool Postpone(const Claimed& claimed, SubscriptionState state, absl::Time due,
                        const std::string& error) = 0;
  // As if it had not been claimed: the try does not count.
  virtual bool Release(const Claimed& claimed) = 0;
};

}  // namespace nanolearn
