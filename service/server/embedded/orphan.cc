#include "service/server/embedded/orphan.h"

#include <signal.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/server/embedded/process_handle.h"
#include "spdlog/spdlog.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kForcePatience = absl::Seconds(10);

// The folder is what identifies a database server beyond doubt: a pid file may be stale or not yet written.
bool WorksIn(const std::string& process, const std::string& folder, const std::string& program) {
  std::error_code error;
  const std::filesystem::path current = std::filesystem::read_symlink(process + "/cwd", error);
  if (error || current.string() != folder) return false;
  std::string name;
  std::getline(std::ifstream(process + "/comm"), name);
  return name == program;
}

absl::Status StopProcess(pid_t pid, const std::string& process, const std::string& folder,
                         const std::string& program, absl::Duration patience) {
  const FileDescriptor handle = OpenProcess(pid);
  // Looked at again now that the number cannot pass to another process.
  if (!handle.valid() || !WorksIn(process, folder, program)) return absl::OkStatus();
  spdlog::warn("stopping {} (process {}), left behind in {}", program, pid, folder);
  SignalProcess(handle, SIGTERM);
  if (WaitReadable(handle.get(), patience)) return absl::OkStatus();
  SignalProcess(handle, SIGKILL);
  if (WaitReadable(handle.get(), kForcePatience)) return absl::OkStatus();
  return absl::DeadlineExceededError(
      absl::StrCat("process ", pid, " (", program, ") still uses ", folder, " and cannot be stopped"));
}

}  // namespace

absl::Status StopProcessesIn(const std::string& folder, const std::string& program, absl::Duration patience) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry("/proc", error), end; !error && entry != end;
       entry.increment(error)) {
    int pid = 0;
    const std::string process = entry->path().string();
    if (!absl::SimpleAtoi(entry->path().filename().string(), &pid)) continue;
    if (!WorksIn(process, folder, program)) continue;
    RETURN_IF_ERROR(StopProcess(pid, process, folder, program, patience));
  }
  return absl::OkStatus();
}

}  // namespace nanolearn
