#pragma once

#include <string>
#include <vector>

#include "service/app/compliance.h"
#include "service/app/module_cache.h"

namespace nanolearn {

// People, each counted once.
struct ReminderCounts {
  int sent = 0;            // put into the outbox; they arrive in the organisation's mail hours
  int reminded_today = 0;  // have had a mail about their lessons already that arrives on the same day
  int unreachable = 0;     // to whose address mail was refused for good
  int no_address = 0;
  bool has_more = false;  // others are late too; they can be reminded by another call
};

inline constexpr size_t kMaxReminded = 2000;  // in one call

// Somebody reminds people who are late. Thread-safe.
class Reminders {
 public:
  // `compliance` outlives it.
  Reminders(const Environment& env, Compliance& compliance) : env_(env), compliance_(compliance) {}

  // Reminds those of whom Compliance::Late would tell this caller today: all of them, or those of
  // `assignment_ids`. The same errors, and PERMISSION_DENIED / NOT_ALLOWED for a role that may not remind.
  // Nobody gets two mails in a day, so that asking twice changes nothing.
  absl::StatusOr<ReminderCounts> Send(const Caller& caller, const ComplianceSubject& subject,
                                      absl::Span<const Id> assignment_ids);

 private:
  struct LatePeople {
    std::vector<Id> ids;
    bool has_more = false;
  };
  absl::StatusOr<LatePeople> Find(const Caller& caller, const ComplianceSubject& subject,
                                  absl::Span<const Id> assignment_ids);
  absl::Status Remind(const Caller& caller, const ComplianceSubject& subject, absl::Span<const Id> people,
                      ReminderCounts& counts);

  Environment env_;
  Compliance& compliance_;
  ModuleCache modules_;
};

}  // namespace nanolearn
