#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace nanolearn {

// The absolute path of one of MariaDB's programs; FAILED_PRECONDITION naming `package` when it is not installed.
absl::StatusOr<std::string> FindMariaDbProgram(const std::string& program, const std::string& package);

// Runs it to its end; what it says is added to the file `log`. INTERNAL with the end of that when it fails.
absl::Status RunProgram(const std::vector<std::string>& arguments, const std::string& log,
                        const std::string& input = "/dev/null");

}  // namespace nanolearn
