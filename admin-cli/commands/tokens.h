#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn tokens create | list | revoke
void AddTokens(CommandLine& line);

}  // namespace nanolearn::cli
