#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn completions record | import | list
void AddCompletions(CommandLine& line);

}  // namespace nanolearn::cli
