#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn status
void AddStatus(CommandLine& line);

}  // namespace nanolearn::cli
