#pragma once

namespace nanolearn::cli {

class CommandLine;
// All of them, in the order of the help.
void AddCommands(CommandLine& line);

}  // namespace nanolearn::cli
