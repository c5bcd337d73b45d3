#pragma once
// A programme as a file, in TOML: docs/programmes.md has its keys.

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/domain/programme_definition.h"

namespace nanolearn {

struct ProgrammeFile {
  ProgrammeDefinition definition;
  bool has_mails = false;            // it says when mails go; else the definition has the usual ones
  std::map<std::string, int> lines;  // by field in the API's terms: "programme.audience[1].people[0]"

  // The line of a field or of what it is part of; 0 when the file has nothing of it.
  int LineOf(absl::string_view field) const;
};

// INVALID_ARGUMENT / BAD_PROGRAMME_FILE with a violation `FILE:LINE` for each problem.
absl::StatusOr<ProgrammeFile> ReadProgrammeFile(absl::string_view text, absl::string_view file_name);

}  // namespace nanolearn
