#pragma once

namespace nanolearn::cli {

class CommandLine;
void AddReports(CommandLine& line);

}  // namespace nanolearn::cli
