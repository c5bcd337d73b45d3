#include "service/app/person_assignments.h"

#include <tuple>
#include <utility>

#include "service/base/limits.h"

namespace nanolearn {

std::vector<AssignmentOnDay> AssignmentsOf(const ReadTransaction& tx, Id organisation_id, Id person_id,
                                           Date day) {
  std::vector<AssignmentOnDay> all;
  for (Id after = kNoId;;) {
    std::vector<AssignmentOnDay> page = tx.assignments().List(
        organisation_id, {.day = day, .person_id = person_id, .after = after, .limit = limits::kMaxPageSize});
    const bool is_last = page.size() < static_cast<size_t>(limits::kMaxPageSize);
    if (!page.empty()) after = page.back().assignment.id;
    for (AssignmentOnDay& assignment : page) all.push_back(std::move(assignment));
    if (is_last) return all;
  }
}

bool IsWaiting(const AssignmentOnDay& assignment) {
  return assignment.state == AssignmentState::kOverdue || assignment.state == AssignmentState::kNotYetDue ||
         assignment.state == AssignmentState::kPaused;
}

bool IsMorePressing(const AssignmentOnDay& a, const AssignmentOnDay& b) {
  const auto rank = [](const AssignmentOnDay& one) {
    return std::tuple(one.state == AssignmentState::kPaused, one.assignment.due_date, one.assignment.id);
  };
  return rank(a) < rank(b);
}

}  // namespace nanolearn
