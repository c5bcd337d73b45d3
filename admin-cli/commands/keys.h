#pragma once

namespace nanolearn::cli {

class CommandLine;

// nanolearn keys ...
void AddKeys(CommandLine& line);

}  // namespace nanolearn::cli
