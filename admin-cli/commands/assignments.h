#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn assignments list | show
void AddAssignments(CommandLine& line);

}  // namespace nanolearn::cli
