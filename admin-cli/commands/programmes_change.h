#pragma once

#include "admin-cli/arguments.h"

namespace nanolearn::cli {

// nanolearn programmes create, update.
void AddProgrammeChanges(Noun& noun);

}  // namespace nanolearn::cli
