#pragma once
// Everything somebody has been assigned, and in which order it matters to them.

#include <vector>

#include "service/storage/store.h"

namespace nanolearn {

// As they stand on the day, by id.
std::vector<AssignmentOnDay> AssignmentsOf(const ReadTransaction& tx, Id organisation_id, Id person_id,
                                           Date day);

// Whether somebody is still to do it.
bool IsWaiting(const AssignmentOnDay& assignment);
// The one that is late the longest first, then what is due next; what nobody counts during leave comes last.
bool IsMorePressing(const AssignmentOnDay& a, const AssignmentOnDay& b);

}  // namespace nanolearn
