#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "service/app/assignments.h"

namespace nanolearn {

// Assignments as they are shown on a day.
std::vector<AssignmentView> ViewAssignments(const ReadTransaction& tx, Id organisation_id,
                                            absl::Span<const AssignmentOnDay> rows, Date day);

// One of them, with what had been decided about it by that day, for a caller who may see it; OUTSIDE_UNIT or NOT_FOUND.
absl::StatusOr<AssignmentView> ViewAssignment(const ReadTransaction& tx, const Caller& caller,
                                              const Organisation& organisation, Id id, Date day, Date today);

// Its history, with what has been decided about it.
std::optional<AssignmentHistory> HistoryOf(const ReadTransaction& tx, Id organisation_id,
                                           const Assignment& assignment);

}  // namespace nanolearn
