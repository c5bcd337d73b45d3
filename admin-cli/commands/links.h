#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn links create | list | revoke
void AddLinks(CommandLine& line);

}  // namespace nanolearn::cli
