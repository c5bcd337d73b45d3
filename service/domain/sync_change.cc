#include "service/domain/sync_change.h"

#include <algorithm>
#include <array>

namespace nanolearn {
namespace {

constexpr std::array<absl::string_view, 8> kKinds = {"JOIN",   "RETURN", "ADD",   "MOVE",
                                                     "CHANGE", "END",    "LEAVE", "CONTINUE"};

}  // namespace

absl::string_view SyncChangeKindName(SyncChangeKind kind) { return kKinds[static_cast<size_t>(kind)]; }

std::optional<SyncChangeKind> ParseSyncChangeKind(absl::string_view name) {
  const auto found = std::find(kKinds.begin(), kKinds.end(), name);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<SyncChangeKind>(found - kKinds.begin());
}

}  // namespace nanolearn
