#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn {

struct Assignment {
  Id id = kNoId;
  Id programme_id = kNoId;
  Id module_id = kNoId;
  Id person_id = kNoId;
  int cycle = 1;
  Date open_date;
  Date due_date;  // the last day to be in time, with what extensions gave
  std::optional<Date> complete_date;
  std::optional<Date> close_date;  // from this day on a later cycle stands in its place
};

enum class ExceptionKind { kWaiver, kExtension };

// "WAIVER", "EXTENSION".
absl::string_view ExceptionKindName(ExceptionKind kind);
std::optional<ExceptionKind> ParseExceptionKind(absl::string_view name);

// What somebody has decided about one assignment.
struct AssignmentException {
  Id id = kNoId;
  Id assignment_id = kNoId;
  ExceptionKind kind = ExceptionKind::kWaiver;
  DateRange valid;                   // a waiver: the days it holds; an extension: from the day it was given
  std::optional<Date> due_date;      // of an extension
  std::optional<Date> old_due_date;  // the due date an extension found: what was overdue before it stays so
  std::string reason;
  absl::Time create_time;
  std::string created_by;
};

// A completion that was taken back: it counts on the days before `void_date`.
struct VoidedCompletion {
  Id assignment_id = kNoId;
  Date complete_date;
  Date void_date;
};

// An assignment with everything that decides how it stands on a day. Exceptions by valid.from.
struct AssignmentHistory {
  Assignment assignment;
  std::vector<AssignmentException> exceptions;
  std::vector<VoidedCompletion> voided;
};

enum class AssignmentState {
  kUpcoming,
  kNotYetDue,
  kOverdue,
  kCompleted,
  kCompletedLate,
  kWithdrawn,  // the person is not in the audience
  kWaived,
  kPaused,  // the person is on leave
  kClosed,  // a later cycle stands in its place
};

// Whether an assignment that stands so is counted as assigned.
bool IsCounted(AssignmentState state);

// Whether somebody is in a programme's audience on a day, and on leave.
enum class AudiencePresence { kOutside, kActive, kPaused };

// How the assignment stands on a day.
AssignmentState StateOn(const AssignmentHistory& history, AudiencePresence presence, Date day);

// The due date as it was on a day.
Date DueDateOn(const AssignmentHistory& history, Date day);

}  // namespace nanolearn
