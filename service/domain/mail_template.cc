#include "service/domain/mail_template.h"

#include <array>
#include <utility>

namespace nanolearn {
namespace {

constexpr std::array<std::pair<LetterKind, absl::string_view>, 7> kNames = {{
    {LetterKind::kInvitation, "INVITATION"},
    {LetterKind::kReminder, "REMINDER"},
    {LetterKind::kOverdue, "OVERDUE"},
    {LetterKind::kDigest, "DIGEST"},
    {LetterKind::kEscalation, "ESCALATION"},
    {LetterKind::kNewLink, "NEW_LINK"},
    {LetterKind::kSignIn, "SIGN_IN"},
}};

}  // namespace

absl::string_view LetterKindName(LetterKind kind) { return kNames[static_cast<size_t>(kind)].second; }

std::optional<LetterKind> ParseLetterKind(absl::string_view name) {
  for (const auto& [kind, known] : kNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

}  // namespace nanolearn
