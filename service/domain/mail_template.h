#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace nanolearn {

// The mails whose words an organisation can change.
enum class LetterKind { kInvitation, kReminder, kOverdue, kDigest, kEscalation, kNewLink, kSignIn };
// "INVITATION", "REMINDER", "OVERDUE", "DIGEST", "ESCALATION", "NEW_LINK", "SIGN_IN".
absl::string_view LetterKindName(LetterKind kind);
std::optional<LetterKind> ParseLetterKind(absl::string_view name);

// The words of one kind of mail in one language.
struct MailTemplate {
  LetterKind kind = LetterKind::kInvitation;
  std::string language;  // "sv" or "en"
  std::string subject;   // with marks such as {{organisation}}
  std::string body;      // Markdown with marks
  absl::Time update_time = absl::InfinitePast();  // InfinitePast: the product's own
  std::string updated_by;
};

}  // namespace nanolearn
