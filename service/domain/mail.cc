#include "service/domain/mail.h"

#include <array>
#include <utility>

namespace nanolearn {
namespace {

constexpr std::array<std::pair<MailKind, absl::string_view>, 4> kKinds = {{
    {MailKind::kNotice, "NOTICE"},
    {MailKind::kLessons, "LESSONS"},
    {MailKind::kManager, "MANAGER"},
    {MailKind::kAccess, "ACCESS"},
}};

constexpr std::array<std::pair<MailState, absl::string_view>, 4> kStates = {{
    {MailState::kWaiting, "WAITING"},
    {MailState::kSent, "SENT"},
    {MailState::kFailed, "FAILED"},
    {MailState::kDropped, "DROPPED"},
}};

}  // namespace

absl::string_view MailKindName(MailKind kind) { return kKinds[static_cast<size_t>(kind)].second; }

std::optional<MailKind> ParseMailKind(absl::string_view name) {
  for (const auto& [kind, known] : kKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

absl::string_view MailStateName(MailState state) { return kStates[static_cast<size_t>(state)].second; }

std::optional<MailState> ParseMailState(absl::string_view name) {
  for (const auto& [state, known] : kStates) {
    if (known == name) return state;
  }
  return std::nullopt;
}

}  // namespace nanolearn
