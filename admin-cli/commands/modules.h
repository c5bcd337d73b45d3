#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn modules lint | publish | list | show
void AddModules(CommandLine& line);

}  // namespace nanolearn::cli
