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
  // Many at once. A mail about the same thing to the same recipient says what the new one says, as long as it
  // waits and has not been tried; one that has been tried stays as it is.
  virtual void PutAll(Id organisation_id, absl::Span<const Mail> mails) = 0;
  // To whom mails about these things are that PutAll would change: the ids of people.
  virtual std::vector<Id> UntriedTo(Id organisation_id, absl::Span<const std::string> abouts) const = 0;

  // To be sent, and claimed by one server.
  struct Claimed {
    Id organisation_id = kNoId;
    Mail mail;
    int tries = 0;  // this one counted
  };
  // How long nobody else gets what was claimed. After that it is due again: its server has died.
  struct ClaimEnds {
    absl::Time usual;
    absl::Time access;  // of kAccess, which somebody waits for
    absl::Time Of(MailKind kind) const { return kind == MailKind::kAccess ? access : usual; }
  };
  // The mails that are due, the one that has waited longest first.
  virtual std::vector<Claimed> Claim(absl::Time now, const ClaimEnds& until, int limit) = 0;
  // What is in a mail that names somebody, or gives access, is not kept.
  virtual void SetSent(Id organisation_id, Id id, absl::Time now) = 0;
  // The four that follow do nothing to a mail that has been sent. `error` is cut to 500 characters.
  // It was claimed but not tried, and is not to be before `due`.
  virtual void Postpone(Id organisation_id, Id id, absl::Time due, const std::string& error) = 0;
  // It was tried, and is to be again, not before `due`.
  virtual void TryAgain(Id organisation_id, Id id, absl::Time now, absl::Time due, const std::string& error) = 0;
  // Not to be tried again.
  virtual void SetFailed(Id organisation_id, Id id, absl::Time now, const std::string& error) = 0;
  // Not needed any more.
  virtual void SetDropped(Id organisation_id, Id id, absl::Time now, const std::string& why) = 0;
  enum class RetryResult { kRetried, kNotFailed, kHasTwin };
  // A mail that failed is to be sent after all, to this address. kHasTwin: there is another mail about the
  // same thing to it.
  virtual RetryResult Retry(Id organisation_id, Id id, absl::Time now, const std::string& recipient) = 0;

  // Those neither sent nor failed.
  virtual int64_t CountWaiting() const = 0;
  // Tries, whatever came of them, of all organisations.
  virtual int64_t CountTriesSince(absl::Time time) const = 0;

  // The two that follow do so for some mails, of all organisations, and return for how many: 0 when none is left.
  // Take out what mails say that have not been sent in their time: the links in them may be good for longer.
  virtual int BlankExpired(absl::Time now) = 0;
  // Delete mails that were sent, failed or dropped before `time`.
  virtual int ClearEnded(absl::Time time) = 0;
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
