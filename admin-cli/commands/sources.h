#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn sources list | show | set
void AddSources(CommandLine& line);

}  // namespace nanolearn::cli
