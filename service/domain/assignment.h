#pragma once

#include <optional>

#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/base/id.h"
#include "service/domain/programme.h"

namespace nanolearn {

struct Assignment {
  Id id = kNoId;
  Id programme_id = kNoId;
  Id module_id = kNoId;
  Id person_id = kNoId;
  int cycle = 1;
  Date open_date;
  Date due_date;  // the last day to be in time
  std::optional<Date> complete_date;
};

enum class AssignmentState { kUpcoming, kNotYetDue, kOverdue, kCompleted, kCompletedLate, kWithdrawn };

// How an assignment stands on a day; `in_audience`: whether its person is in the programme's audience that
// day.
AssignmentState StateOn(const Assignment& assignment, bool in_audience, Date day);

struct AssignmentDates {
  Date open;
  Date due;
};

// When a programme's assignments open and are due for somebody who is in the audience on `days` (not empty,
// as AudienceDays gives them): from the first of those days, never before the programme opens.
AssignmentDates DatesFor(const Programme& programme, absl::Span<const DateRange> days);

}  // namespace nanolearn
