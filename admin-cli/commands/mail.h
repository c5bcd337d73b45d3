#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn mail list | retry | templates
void AddMail(CommandLine& line);

}  // namespace nanolearn::cli
