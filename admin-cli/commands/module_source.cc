#include "admin-cli/commands/module_source.h"

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/errors.h"
#include "admin-cli/files.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/module_limits.h"
#include "service/domain/unicode.h"

namespace nanolearn::cli {
namespace {

namespace fs = std::filesystem;

// A wrong folder, such as the home, must not be read for minutes.
constexpr size_t kMaxEntries = 10 * limits::kMaxModuleFiles;

bool IsHidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return absl::StartsWith(name, ".") || absl::EndsWith(name, "~");
}

absl::Status AddFile(const std::string& folder, const fs::path& path, ModuleFiles& files) {
  const std::string relative = fs::relative(path, folder).generic_string();
  if (FindNotUtf8(relative)) {
    return InputError(absl::StrCat(folder, ": the name of the file ", WithoutForbidden(relative),
                                   " is not UTF-8; rename it."));
  }
  ASSIGN_OR_RETURN(files[relative], ReadFile(path.string(), limits::kMaxModuleFolderBytes));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ModuleFiles> ReadModuleSource(const std::string& folder) {
  ModuleFiles files;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  if (error) return UsageError(absl::StrCat("Cannot read the folder ", folder, ": ", error.message(), "."));
  for (const fs::recursive_directory_iterator end; entry != end; entry.increment(error)) {
    if (IsHidden(entry->path())) {
      if (entry->is_directory(error)) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_regular_file(error)) RETURN_IF_ERROR(AddFile(folder, entry->path(), files));
    if (files.size() > kMaxEntries) {
      return InputError(absl::StrCat(folder, " has too many files to be a module's folder."));
    }
  }
  if (error) return UsageError(absl::StrCat("Cannot read the folder ", folder, ": ", error.message(), "."));
  return files;
}

std::string PathInFolder(const std::string& folder, const std::string& file) {
  return (fs::path(folder) / file).lexically_normal().generic_string();
}

}  // namespace nanolearn::cli
