#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn compliance show
void AddCompliance(CommandLine& line);

}  // namespace nanolearn::cli
