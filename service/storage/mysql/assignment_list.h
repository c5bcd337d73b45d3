#pragma once

#include "service/domain/assignment.h"
#include "service/storage/assignment_table.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {

// What ReadAssignment reads, of assignments `a`.
inline constexpr char kAssignmentColumns[] =
    "a.id, a.programme_id, a.module_id, a.person_id, a.cycle, a.open_date, a.due_date, a.complete_date, "
    "a.close_date";
Assignment ReadAssignment(const Row& row);

// One assignment with its state on the day.
std::optional<AssignmentOnDay> FindAssignment(Session& session, Id organisation_id, Id id, Date day);

// A page of assignments by id. States are decided by StateOn alone, so that rows are read until the page is
// full.
std::vector<AssignmentOnDay> ListAssignments(Session& session, Id organisation_id,
                                             const AssignmentQuery& query);

// Adds what decides how they stand to assignments.
void AddDecisions(Session& session, Id organisation_id, std::vector<AssignmentHistory>& histories);

}  // namespace nanolearn::mysql
