#pragma once

#include "admin-cli/arguments.h"

namespace nanolearn::cli {

// nanolearn completions import, attest.
void AddImports(Noun& noun);

}  // namespace nanolearn::cli
