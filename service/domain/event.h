#pragma once

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn {

enum class EventType {
  kCompletionRecorded,  // subject: the completion
  kCompletionVoided,    // subject: the completion
  kAssignmentOverdue,   // subject: the assignment; its day: the due date that passed
  kSyncHeld,            // subject: the run
  kReportCreated,       // subject: the report
};

// "COMPLETION_RECORDED", ...
absl::string_view EventTypeName(EventType type);
std::optional<EventType> ParseEventType(absl::string_view name);

// For subjects to which it can happen only once.
inline constexpr Date kOnlyOnce = kFirstDate;

// Something that others may want to be told of. It names its subject only; what is told is read when it is
// told.
struct Event {
  uint64_t sequence = 0;  // in the organisation, from 1, without gaps; 0 until it is appended
  EventType type = EventType::kCompletionRecorded;
  Id subject_id = kNoId;
  Date subject_day = kOnlyOnce;  // distinguishes what can happen to a subject again
  absl::Time time;
};

}  // namespace nanolearn
