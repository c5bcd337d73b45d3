#pragma once

#include "admin-cli/arguments.h"

namespace nanolearn::cli {

// nanolearn assignments explain, waive, extend, end-exception.
void AddDecisions(Noun& noun);

}  // namespace nanolearn::cli
