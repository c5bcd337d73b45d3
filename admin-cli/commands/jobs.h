#pragma once

namespace nanolearn::cli {

class CommandLine;

// nanolearn jobs
void AddJobs(CommandLine& line);

}  // namespace nanolearn::cli
