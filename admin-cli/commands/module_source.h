#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "service/domain/module_folder.h"

namespace nanolearn::cli {

// The files of a module's folder; hidden ones and the copies that editors leave are no part of it.
absl::StatusOr<ModuleFiles> ReadModuleSource(const std::string& folder);

// A path for messages: the file as seen from where the command was given.
std::string PathInFolder(const std::string& folder, const std::string& file);

}  // namespace nanolearn::cli
