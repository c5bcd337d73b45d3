#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/domain/mail.h"

namespace nanolearn {

// The outbox. A mail is written in the transaction that causes it. Whoever sends mails sends those of all
// organisations, so that sending alone does not begin with the organisation.
class MailTable {
 public:
  virtual ~MailTable() = default;

  // Nothing, when the organisation has a mail about the same thing to the same recipient. Returns whether it
  // is new.
  virtual bool Insert(Id organisation_id, const Mail& mail) = 0;
  // As Insert, many at once; those that are there already are left out.
  virtual void InsertAll(Id organisation_id, absl::Span<const Mail> mails) = 0;

  // To be sent, and claimed by one server.
  struct Claimed {
    Id organisation_id = kNoId;
    Mail mail;
    int tries = 0;  // this one counted
  };
  // The mails that are due, the one that has waited longest first; nobody else gets them before `until`.
  // After that they are due again: their server has died.
  virtual std::vector<Claimed> Claim(absl::Time now, absl::Time until, int limit) = 0;
  // What is in a mail that names somebody, or gives access, is not kept.
  virtual void SetSent(Id organisation_id, Id id, absl::Time now) = 0;
  // The three that follow do nothing to a mail that has been sent.
  // Not to be tried before `due`. `error`, cut to 500 characters, is what the last try ended in.
  virtual void Postpone(Id organisation_id, Id id, absl::Time due, const std::string& error) = 0;
  // Not to be tried again.
  virtual void SetFailed(Id organisation_id, Id id, absl::Time now, const std::string& error) = 0;
  // Not needed any more.
  virtual void SetDropped(Id organisation_id, Id id, absl::Time now, const std::string& why) = 0;
  // A mail that failed is to be sent after all. False when it has not failed.
  virtual bool Retry(Id organisation_id, Id id, absl::Time now) = 0;

  // Those neither sent nor failed.
  virtual int64_t CountWaiting() const = 0;
  // Of all organisations.
  virtual int64_t CountSentSince(absl::Time time) const = 0;
  // Of one organisation.
  struct Counts {
    int64_t waiting = 0;
    int64_t failed = 0;
  };
  virtual Counts Count(Id organisation_id) const = 0;

  // What became of a mail.
  struct Entry {
    Mail mail;  // without text
    MailState state = MailState::kWaiting;
    int tries = 0;
    absl::Time due_time;                           // while it waits
    absl::Time end_time = absl::InfiniteFuture();  // when it was sent, failed or dropped
    std::string last_error;
  };
  // In a state, the last first, those before `before` (kNoId: from the last).
  virtual std::vector<Entry> List(Id organisation_id, MailState state, Id before, int limit) const = 0;
  virtual std::optional<Entry> Find(Id organisation_id, Id id) const = 0;
};

}  // namespace nanolearn
