#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn {

enum class SyncChangeKind {
  kJoin,
  kReturn,
  kAdd,
  kMove,
  kChange,
  kEnd,
  kLeave,
  kContinue  // what was said before goes on after a replayed list; not shown
};
// "JOIN", "RETURN", ...
absl::string_view SyncChangeKindName(SyncChangeKind kind);
std::optional<SyncChangeKind> ParseSyncChangeKind(absl::string_view name);

// A version as it was before a run ended it; what is needed to take that back.
struct EndedVersion {
  Id id = kNoId;
  Date valid_to;
  bool is_current = true;
};

// What a run did, in ids: the versions themselves stay. Taken back in the opposite order.
struct SyncChange {
  SyncChangeKind kind = SyncChangeKind::kChange;
  Id person_id = kNoId;
  Id engagement_id = kNoId;  // begun
  std::optional<EndedVersion> ended;
  Id attributes_id = kNoId;  // begun
  std::optional<EndedVersion> ended_attributes;
};

struct FieldChange {
  std::string field;  // as in a mapping file
  std::string before;
  std::string after;
};

// A change as it is shown.
struct SyncChangeView {
  SyncChangeKind kind = SyncChangeKind::kChange;
  Id person_id = kNoId;  // kNoId: somebody new, in a dry run
  std::string display_name;
  std::string key;
  std::string unit_code;
  std::vector<FieldChange> fields;
};

}  // namespace nanolearn
