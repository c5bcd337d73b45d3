#pragma once

#include "service/domain/assignment.h"
#include "service/storage/assignment_table.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {

// What ReadAssignment reads, of assignments `a`.
inline constexpr char kAssignmentColumns[] =
    "a.id, a.programme_id, a.module_id, a.person_id, a.cycle, a.open_date, a.due_date, a.complete_date";
Assignment ReadAssignment(const Row& row);

// Assignments `a` with the day's audience: kAssignmentColumns and, in column 8, whether the person is in it.
// The text goes on after "WHERE a.organisation_id = ?".
SqlText AssignmentsOnDay(Id organisation_id, Date day);
AssignmentOnDay ReadAssignmentOnDay(const Row& row);

// For QueryPage with the query's units.
SqlText AssignmentListText(Id organisation_id, const AssignmentQuery& query);

}  // namespace nanolearn::mysql
