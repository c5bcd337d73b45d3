#include "service/server/backup/program.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/server/embedded/child_process.h"

namespace nanolearn {
namespace {

constexpr std::streamoff kTailBytes = 2000;

std::string Tail(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg();
  file.seekg(std::max<std::streamoff>(0, size - kTailBytes));
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

absl::StatusOr<std::string> FindMariaDbProgram(const std::string& program, const std::string& package) {
  absl::StatusOr<std::string> path = FindProgram(program);
  if (path.ok()) return path;
  return absl::FailedPreconditionError(absl::StrCat("backups need ", program, ": apt-get install ", package));
}

absl::Status RunProgram(const std::vector<std::string>& arguments, const std::string& log, const std::string& input) {
  ASSIGN_OR_RETURN(ChildProcess child, ChildProcess::Start(arguments, log, input));
  const Ending ending = child.Reap();
  if (ending.success) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(std::filesystem::path(arguments.front()).filename().string(), " ",
                                          ending.description, "; the end of ", log, ":\n", Tail(log)));
}

}  // namespace nanolearn
