#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn organisations create | list | show | update
void AddOrganisations(CommandLine& line);

}  // namespace nanolearn::cli
