#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn programmes create | list | show
void AddProgrammes(CommandLine& line);

}  // namespace nanolearn::cli
