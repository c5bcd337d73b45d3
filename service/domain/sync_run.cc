#include "service/domain/sync_run.h"

#include <algorithm>
#include <array>

namespace nanolearn {
namespace {

constexpr std::array<absl::string_view, 5> kStates = {"HELD", "APPLIED", "REJECTED", "SUPERSEDED",
                                                      "REVERTED"};
constexpr std::array<absl::string_view, 3> kOrigins = {"UPLOAD", "DROP_FOLDER", "DIRECTORY"};

}  // namespace

absl::string_view SyncRunStateName(SyncRunState state) { return kStates[static_cast<size_t>(state)]; }

std::optional<SyncRunState> ParseSyncRunState(absl::string_view name) {
  const auto found = std::find(kStates.begin(), kStates.end(), name);
  if (found == kStates.end()) return std::nullopt;
  return static_cast<SyncRunState>(found - kStates.begin());
}

absl::string_view SyncOriginName(SyncOrigin origin) { return kOrigins[static_cast<size_t>(origin)]; }

std::optional<SyncOrigin> ParseSyncOrigin(absl::string_view name) {
  const auto found = std::find(kOrigins.begin(), kOrigins.end(), name);
  if (found == kOrigins.end()) return std::nullopt;
  return static_cast<SyncOrigin>(found - kOrigins.begin());
}

}  // namespace nanolearn
