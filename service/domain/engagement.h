#pragma once

#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn {

enum class EngagementKind { kEmployment, kMandate, kBoardSeat, kOther };

// "EMPLOYMENT", "MANDATE", "BOARD_SEAT", "OTHER".
absl::string_view EngagementKindName(EngagementKind kind);
std::optional<EngagementKind> ParseEngagementKind(absl::string_view name);

// Elected: a mandate or a seat on a board.
inline bool IsElected(EngagementKind kind) {
  return kind == EngagementKind::kMandate || kind == EngagementKind::kBoardSeat;
}

// Why a person belongs to a unit, as their source says it.
struct EngagementFacts {
  EngagementKind kind = EngagementKind::kEmployment;
  Id unit_id = kNoId;
  std::string role;  // job title or office, e.g. "Undersköterska", "Ersättare"
  bool has_computer = false;
  std::string manager_key;          // the manager's key in the same source; empty: none
  DateRange period;                 // first day, and the day after the last
  DateRange leave{kNoEnd, kNoEnd};  // empty range: no leave

  friend bool operator==(const EngagementFacts&, const EngagementFacts&) = default;
};

// With what a source's key of an engagement begins that is a hash, since the source has none or it is a personnummer; see staff_file.h.
inline constexpr char kHashedKeyPrefix[] = "h:";
inline bool IsHashedKey(absl::string_view key) { return absl::StartsWith(key, kHashedKeyPrefix); }

// One version of an engagement. On a day it counts if `valid` contains the day: `valid` is the part of the
// period for which the source said just this.
struct Engagement {
  Id id = kNoId;
  Id person_id = kNoId;
  Id source_id = kNoId;
  std::string source_key;  // what the source calls this engagement
  EngagementFacts facts;
  DateRange valid;
  bool is_current = true;  // what the source says now of this key
};

}  // namespace nanolearn
