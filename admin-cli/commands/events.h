#pragma once

namespace nanolearn::cli {

class CommandLine;

// nanolearn events list
void AddEvents(CommandLine& line);

}  // namespace nanolearn::cli
