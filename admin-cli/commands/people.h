#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn people sync | list | show
void AddPeople(CommandLine& line);

}  // namespace nanolearn::cli
