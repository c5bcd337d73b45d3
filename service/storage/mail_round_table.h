#pragma once

#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn {

// How far an organisation's daily mails have come.
struct MailRound {
  std::optional<Date> done_until;  // the last day that is done; nothing: none yet
  std::optional<Date> day;         // the day that is being done
  // When the last day was begun: what was assigned since then is not told of before the next.
  absl::Time begin_time = absl::InfinitePast();
  absl::Time new_since = absl::InfinitePast();  // what was assigned since then, and before it was begun, is new
};

// A manager who is told that somebody is late.
struct Escalation {
  Id assignment_id = kNoId;
  Date due_date;
  int level = 1;  // 1: the manager, 2: the manager's manager ...
  Id manager_id = kNoId;
  Date day;  // on which it was found
};

// Whom to ask about on a day of mails.
struct MailRoundQuery {
  Date day;
  std::vector<Date> due_dates;    // assignments due on one of these days
  absl::Time since;               // or made since then
  // or that open on the day, or whose person comes into the audience or back from leave on it
};

class MailRoundTable {
 public:
  virtual ~MailRoundTable() = default;

  virtual MailRound Find(Id organisation_id) const = 0;
  // As Find, locked until the transaction ends.
  virtual MailRound Lock(Id organisation_id) = 0;
  virtual void Put(Id organisation_id, const MailRound& round) = 0;

  // Queues everybody with an open assignment that fits, of these programmes. Returns how many.
  virtual int64_t Queue(Id organisation_id, absl::Span<const Id> programme_ids, const MailRoundQuery& query) = 0;
  // People off the queue, by id, who then are on it no more. Empty: nobody is left.
  virtual std::vector<Id> TakePeople(Id organisation_id, int limit) = 0;
  virtual int64_t CountPeople(Id organisation_id) const = 0;

  // Those that are there already (by assignment, due date and level) are left out.
  virtual void InsertEscalations(Id organisation_id, absl::Span<const Escalation> escalations) = 0;
  // What the next `limit` managers have not been told of, by manager, which then is told on `day`; with what they
  // were told of on that day already. Empty: everything is told.
  virtual std::vector<Escalation> TakeEscalations(Id organisation_id, Date day, int limit) = 0;
  // What these managers were told of on the day.
  virtual std::vector<Escalation> EscalationsTo(Id organisation_id, Date day,
                                                absl::Span<const Id> manager_ids) const = 0;
  // Forgets what managers were told of before `day`, in all organisations, some of it; returns how much: 0 when
  // nothing is left.
  virtual int ClearEscalations(Date day) = 0;

  // For the weekly digest: queues everybody who is some engagement's manager on the day.
  virtual int64_t QueueManagers(Id organisation_id, Date day) = 0;
  // The first on that queue, by id.
  virtual std::vector<Id> QueuedManagers(Id organisation_id, int limit) const = 0;
  // Takes these off it. Returns those who were on it.
  virtual std::vector<Id> TakeManagers(Id organisation_id, absl::Span<const Id> managers) = 0;
};

}  // namespace nanolearn
