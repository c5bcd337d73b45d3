#pragma once

#include <vector>

#include "service/storage/assignment_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

// See AssignmentTable::MayBecomeOverdue.
std::vector<AssignmentHistory> ListMayBecomeOverdue(Session& session, Id organisation_id, OverdueCause cause,
                                                    Date day, Id after, int limit);

}  // namespace nanolearn::mysql
