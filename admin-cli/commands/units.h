#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn units import | list
void AddUnits(CommandLine& line);

}  // namespace nanolearn::cli
