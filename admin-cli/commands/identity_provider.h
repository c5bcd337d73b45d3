#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn identity-provider show | set | delete
void AddIdentityProvider(CommandLine& line);

}  // namespace nanolearn::cli
