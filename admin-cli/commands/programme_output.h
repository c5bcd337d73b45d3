#pragma once

#include "admin-cli/output.h"
#include "nanolearn/v1/programme.pb.h"

namespace nanolearn::cli {

// What a list says of a programme.
const ColumnsOf<v1::Programme>& BriefProgrammeColumns();
// Everything, the calendar in sentences.
ColumnsOf<v1::Programme> FullProgrammeColumns();

}  // namespace nanolearn::cli
