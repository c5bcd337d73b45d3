#pragma once

#include "admin-cli/arguments.h"

namespace nanolearn::cli {

// nanolearn mail templates list | show | set | reset | preview
void AddMailTemplates(Noun& noun);

}  // namespace nanolearn::cli
