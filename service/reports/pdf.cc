#include "service/reports/pdf.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/base/file_descriptor.h"
#include "service/base/status_macros.h"
#include "service/reports/temporary_folder.h"

namespace nanolearn::reports {
namespace {

constexpr char kProgram[] = "weasyprint";
constexpr rlim_t kMaxMemory = rlim_t{2} << 30;
constexpr rlim_t kMaxFile = rlim_t{64} << 20;

std::string FindInPath() {
  const char* path = getenv("PATH");
  for (const absl::string_view folder :
       absl::StrSplit(path == nullptr ? "/usr/bin" : path, ':', absl::SkipEmpty())) {
    std::string candidate = absl::StrCat(folder, "/", kProgram);
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return "";
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Its output goes nowhere, since it may quote the page.
class SpawnFiles {
 public:
  SpawnFiles() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0);
  }
  ~SpawnFiles() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnFiles(const SpawnFiles&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

// A group of its own, so that what it starts ends with it; no signal blocked or ignored.
class SpawnAttributes {
 public:
  SpawnAttributes() {
    posix_spawnattr_init(&attributes_);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

absl::StatusOr<pid_t> Spawn(const std::string& program, const std::string& folder) {
  std::vector<std::string> arguments = {program,
                                        "--quiet",
                                        "--encoding",
                                        "utf-8",
                                        "--base-url",
                                        "none",
                                        "--pdf-variant",
                                        "pdf/ua-1",
                                        folder + "/report.html",
                                        folder + "/report.pdf"};
  std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", absl::StrCat("HOME=", folder),
                                          absl::StrCat("TMPDIR=", folder)};
  const SpawnFiles files;
  const SpawnAttributes attributes;
  pid_t pid = -1;
  const int error = posix_spawn(&pid, program.c_str(), files.get(), attributes.get(),
                                Pointers(arguments).data(), Pointers(environment).data());
  if (error != 0) return absl::FailedPreconditionError(absl::StrCat(program, " cannot be run"));
  const rlimit memory{kMaxMemory, kMaxMemory}, file{kMaxFile, kMaxFile};
  prlimit(pid, RLIMIT_AS, &memory, nullptr);
  prlimit(pid, RLIMIT_FSIZE, &file, nullptr);
  return pid;
}

// Waits for the end, at most so long.
absl::Status WaitFor(pid_t pid, absl::Duration patience) {
  const FileDescriptor end(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  pollfd waiting{end.get(), POLLIN, 0};
  const absl::Time deadline = absl::Now() + patience;
  int ready = 0;
  do {
    ready = poll(
        &waiting, 1,
        static_cast<int>(absl::ToInt64Milliseconds(std::max(absl::ZeroDuration(), deadline - absl::Now()))));
  } while (ready < 0 && errno == EINTR);
  if (ready <= 0) kill(-pid, SIGKILL);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (ready <= 0) return absl::DeadlineExceededError(absl::StrCat(kProgram, " took too long"));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return absl::InternalError(absl::StrCat(kProgram, " failed"));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> PdfMaker::Make(absl::string_view html) const {
  const std::string program = options_.program.empty() ? FindInPath() : options_.program;
  if (program.empty()) return absl::FailedPreconditionError(absl::StrCat(kProgram, " is not installed"));
  const TemporaryFolder folder;
  if (folder.path().empty()) return absl::InternalError("no temporary folder for the PDF");
  std::ofstream(folder.path() + "/report.html", std::ios::binary) << html;
  ASSIGN_OR_RETURN(const pid_t pid, Spawn(program, folder.path()));
  RETURN_IF_ERROR(WaitFor(pid, options_.patience));
  std::ifstream file(folder.path() + "/report.pdf", std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  std::string pdf = content.str();
  if (!pdf.starts_with("%PDF-")) return absl::InternalError(absl::StrCat(kProgram, " made no PDF"));
  return pdf;
}

}  // namespace nanolearn::reports
