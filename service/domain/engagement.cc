#include "service/domain/engagement.h"

#include <array>

namespace nanolearn {
namespace {
constexpr std::array<absl::string_view, 4> kNames = {"EMPLOYMENT", "MANDATE", "BOARD_SEAT", "OTHER"};
}

absl::string_view EngagementKindName(EngagementKind kind) { return kNames[static_cast<size_t>(kind)]; }

std::optional<EngagementKind> ParseEngagementKind(absl::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<EngagementKind>(i);
  }
  return std::nullopt;
}

}  // namespace nanolearn
