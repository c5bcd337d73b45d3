#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "admin-cli/names.h"
#include "nanolearn/v1/programme.pb.h"
#include "service/domain/programme_file.h"

namespace nanolearn::cli {

// A programme as a file has it.
struct ProgrammeSource {
  std::string file_name;
  ProgrammeFile file;
  v1::Programme programme;  // without a name
};

absl::StatusOr<ProgrammeSource> ReadProgrammeSource(const std::string& path, const Names& names);

// What the server says of a field, said of the line in the file: "programme.audience[1]: ..." ->
// "autumn.toml:12: ...". Other errors as they are.
absl::Status WithLines(const absl::Status& status, const ProgrammeSource& source);

}  // namespace nanolearn::cli
