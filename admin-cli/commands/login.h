#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn login, nanolearn logout
void AddLogin(CommandLine& line);

}  // namespace nanolearn::cli
