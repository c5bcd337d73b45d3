#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/domain/mail.h"

namespace nanolearn {

// The outbox. A mail is written in the transaction that causes it. Whoever sends mails sends those of all
// organisations, so that sending alone does not begin with the organisation.
class MailTable {
 public:
  virtual ~MailTable() = default;

  // Nothing, when the organisation has a mail about the same thing to the same recipient.
  virtual void Insert(Id organisation_id, const Mail& mail) = 0;

  // To be sent, and claimed by one server.
  struct Claimed {
    Id organisation_id = kNoId;
    Mail mail;
    int tries = 0;  // this one counted
  };
  // The mails that are due, the one that has waited longest first; nobody else gets them before `until`.
  // After that they are due again: their server has died.
  virtual std::vector<Claimed> Claim(absl::Time now, absl::Time until, int limit) = 0;
  virtual void SetSent(Id organisation_id, Id id, absl::Time now) = 0;
  // The two that follow do nothing to a mail that has been sent.
  // Not to be tried before `due`. `error`, cut to 500 characters, is what the last try ended in.
  virtual void Postpone(Id organisation_id, Id id, absl::Time due, const std::string& error) = 0;
  // Not to be tried again.
  virtual void SetFailed(Id organisation_id, Id id, absl::Time now, const std::string& error) = 0;

  // Those neither sent nor failed.
  virtual int64_t CountWaiting() const = 0;
  // Of one organisation.
  struct Counts {
    int64_t waiting = 0;
    int64_t failed = 0;
  };
  virtual Counts Count(Id organisation_id) const = 0;
};

}  // namespace nanolearn
