#pragma once

namespace nanolearn::cli {

class CommandLine;
class Noun;

// nanolearn audit list | head
void AddAudit(CommandLine& line);
// nanolearn audit export | verify
void AddAuditFile(Noun& noun);

}  // namespace nanolearn::cli
