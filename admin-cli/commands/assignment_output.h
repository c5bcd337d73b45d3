#pragma once

#include "admin-cli/output.h"
#include "nanolearn/v1/assignment.pb.h"

namespace nanolearn::cli {

// What a list says of an assignment.
const ColumnsOf<v1::Assignment>& BriefAssignmentColumns();
// With when it closes and what has been decided about it.
ColumnsOf<v1::Assignment> FullAssignmentColumns();

}  // namespace nanolearn::cli
