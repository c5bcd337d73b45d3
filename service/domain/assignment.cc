#include "service/domain/assignment.h"

#include <algorithm>

namespace nanolearn {

AssignmentState StateOn(const Assignment& assignment, bool in_audience, Date day) {
  if (!in_audience && day >= assignment.open_date) return AssignmentState::kWithdrawn;
  if (day < assignment.open_date) return AssignmentState::kUpcoming;
  if (assignment.complete_date && *assignment.complete_date <= day) {
    return *assignment.complete_date <= assignment.due_date ? AssignmentState::kCompleted
                                                            : AssignmentState::kCompletedLate;
  }
  return day > assignment.due_date ? AssignmentState::kOverdue : AssignmentState::kNotYetDue;
}

AssignmentDates DatesFor(const Programme& programme, absl::Span<const DateRange> days) {
  const Date open = std::max(programme.open_date, days.front().from);
  return {open, open + programme.days_to_complete};
}

}  // namespace nanolearn
