#include "service/domain/assignment.h"

#include <algorithm>

namespace nanolearn {
namespace {

bool IsCompletedOn(const AssignmentHistory& history, Date day, Date& complete_date) {
  const std::optional<Date>& done = history.assignment.complete_date;
  if (done && *done <= day) {
    complete_date = *done;
    return true;
  }
  for (const VoidedCompletion& voided : history.voided) {
    if (voided.complete_date <= day && day < voided.void_date) {
      complete_date = voided.complete_date;
      return true;
    }
  }
  return false;
}

bool IsWaivedOn(const AssignmentHistory& history, Date day) {
  return std::any_of(history.exceptions.begin(), history.exceptions.end(), [&](const AssignmentException& e) {
    return e.kind == ExceptionKind::kWaiver && e.valid.Contains(day);
  });
}

}  // namespace

absl::string_view ExceptionKindName(ExceptionKind kind) {
  return kind == ExceptionKind::kWaiver ? "WAIVER" : "EXTENSION";
}

std::optional<ExceptionKind> ParseExceptionKind(absl::string_view name) {
  if (name == "WAIVER") return ExceptionKind::kWaiver;
  if (name == "EXTENSION") return ExceptionKind::kExtension;
  return std::nullopt;
}

bool IsCounted(AssignmentState state) {
  return state != AssignmentState::kUpcoming && state != AssignmentState::kWithdrawn &&
         state != AssignmentState::kClosed;
}

Date DueDateOn(const AssignmentHistory& history, Date day) {
  for (const AssignmentException& e : history.exceptions) {
    // The first that had not been given yet found the due date that held on the day.
    if (e.kind == ExceptionKind::kExtension && day < e.valid.from && e.old_due_date) return *e.old_due_date;
  }
  return history.assignment.due_date;
}

AssignmentState StateOn(const AssignmentHistory& history, AudiencePresence presence, Date day) {
  const Assignment& assignment = history.assignment;
  if (day < assignment.open_date) return AssignmentState::kUpcoming;
  if (assignment.close_date && *assignment.close_date <= day) return AssignmentState::kClosed;
  if (presence == AudiencePresence::kOutside) return AssignmentState::kWithdrawn;
  Date complete_date;
  if (IsCompletedOn(history, day, complete_date)) {
    return complete_date <= DueDateOn(history, complete_date) ? AssignmentState::kCompleted
                                                              : AssignmentState::kCompletedLate;
  }
  if (IsWaivedOn(history, day)) return AssignmentState::kWaived;
  if (presence == AudiencePresence::kPaused) return AssignmentState::kPaused;
  return day > DueDateOn(history, day) ? AssignmentState::kOverdue : AssignmentState::kNotYetDue;
}

}  // namespace nanolearn
