#include "admin-cli/files.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "admin-cli/errors.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

constexpr double kMegabyte = 1 << 20;

absl::Status TooLarge(const std::string& path, size_t bytes, size_t max_bytes) {
  return InputError(absl::StrFormat("%s is %.1f MB; at most %.1f MB can be read.", path, bytes / kMegabyte,
                                    max_bytes / kMegabyte));
}

}  // namespace

absl::StatusOr<size_t> SizeOfFile(const std::string& path, size_t max_bytes) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return UsageError(absl::StrCat("Cannot read ", path, ": it is a folder."));
  }
  if (access(path.c_str(), R_OK) != 0) {
    return UsageError(absl::StrCat("Cannot read ", path, ": ", std::strerror(errno), "."));
  }
  const size_t bytes = std::filesystem::file_size(path, error);
  if (error) return UsageError(absl::StrCat("Cannot read ", path, ": it is not an ordinary file."));
  if (bytes > max_bytes) return TooLarge(path, bytes, max_bytes);
  return bytes;
}

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes) {
  ASSIGN_OR_RETURN(const size_t bytes, SizeOfFile(path, max_bytes));
  std::ifstream file(path, std::ios::binary);
  std::string content(bytes, '\0');
  file.read(content.data(), bytes);
  if (static_cast<size_t>(file.gcount()) != bytes) {
    return UnexpectedError(absl::StrCat("Cannot read ", path, " to its end."));
  }
  return content;
}

absl::Status WriteFile(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  if (!file) return absl::FailedPreconditionError(absl::StrCat("Cannot write ", path, "."));
  return absl::OkStatus();
}

std::string FileName(const std::string& path) { return std::filesystem::path(path).filename().string(); }

}  // namespace nanolearn::cli
