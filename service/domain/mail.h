#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

// What a mail is for.
enum class MailKind {
  kNotice,   // to whoever runs the product: a held list, a report
  kLessons,  // to a learner: invitation and reminders. Waits for the hours in which the organisation sends
  kManager,  // to a manager: the weekly digest, an escalation. Waits for the hours too
  kAccess,   // a link that somebody has asked for; at once, and forgotten when it has been sent
};
// "NOTICE", "LESSONS", "MANAGER", "ACCESS".
absl::string_view MailKindName(MailKind kind);
std::optional<MailKind> ParseMailKind(absl::string_view name);

enum class MailState {
  kWaiting,
  kSent,
  kFailed,   // refused for good, or tried for too long
  kDropped,  // not needed any more when its turn came
};
// "WAITING", "SENT", "FAILED", "DROPPED".
absl::string_view MailStateName(MailState state);
std::optional<MailState> ParseMailState(absl::string_view name);

// A mail as it is composed. It is kept in the outbox with the change that causes it, and sent from there.
struct Mail {
  Id id = kNoId;
  std::string about;  // what it tells of; nobody gets two mails about one thing. At most 100 bytes
  std::string recipient;
  std::string subject;  // one line
  std::string text;
  std::string html;  // empty: text only
  absl::Time create_time;
  absl::Time send_time = absl::InfinitePast();  // not before; InfinitePast: at once
  MailKind kind = MailKind::kNotice;
  Id person_id = kNoId;                            // whose mail it is; kNoId: an address alone
  absl::Time expire_time = absl::InfiniteFuture();  // not to be sent any more
};

}  // namespace nanolearn
