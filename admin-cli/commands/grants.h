#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn grants create | list | revoke
void AddGrants(CommandLine& line);

}  // namespace nanolearn::cli
