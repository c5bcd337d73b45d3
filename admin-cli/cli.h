#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "admin-cli/environment.h"

namespace nanolearn::cli {

// The whole program: `args` without the program's name. Gives the exit code.
int RunCli(const std::vector<std::string>& args, std::ostream& out, std::ostream& err,
           const Environment& environment);

}  // namespace nanolearn::cli
