#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn people sync | list | show | merge | unmerge | mapping
void AddPeople(CommandLine& line);

}  // namespace nanolearn::cli
