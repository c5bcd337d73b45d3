#include "service/server/embedded/child_process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/server/embedded/process_handle.h"

namespace nanolearn {
namespace {

constexpr char kServerFolders[] = "/usr/local/sbin:/usr/sbin:/sbin";

absl::Status Failure(absl::string_view what, int error) {
  return absl::InternalError(absl::StrCat("cannot ", what, ": ", std::strerror(error)));
}

// Everything the child needs, made before the fork: between fork and exec only async-signal-safe calls are
// allowed, because another thread may have held the allocator's lock.
struct Preparation {
  std::vector<char*> arguments;
  pid_t parent;
  int input;
  int output;
  int error_pipe;
};

[[noreturn]] void GiveUp(int error_pipe) {
  const int error = errno;
  [[maybe_unused]] const ssize_t written = write(error_pipe, &error, sizeof error);
  _exit(127);
}

[[noreturn]] void RunChild(const Preparation& preparation) {
  // A mask or an ignored SIGPIPE of the server's would survive exec.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  signal(SIGPIPE, SIG_DFL);
  // A group of its own: Ctrl-C in the server's terminal must not reach the database before the server.
  setpgid(0, 0);
  if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0) GiveUp(preparation.error_pipe);
  if (getppid() != preparation.parent) _exit(127);  // the parent died before prctl
  umask(077);
  if (dup2(preparation.input, STDIN_FILENO) < 0 || dup2(preparation.output, STDOUT_FILENO) < 0 ||
      dup2(preparation.output, STDERR_FILENO) < 0) {
    GiveUp(preparation.error_pipe);
  }
  // Sockets and locks of the server's are not the child's. Kernels before 5.11 lack this; all our own
  // descriptors are close-on-exec anyway.
  close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  execv(preparation.arguments[0], preparation.arguments.data());
  GiveUp(preparation.error_pipe);
}

// Forks, and waits until the child has become the program or has said why not.
absl::StatusOr<pid_t> Fork(Preparation& preparation, const std::string& program) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return Failure("make a pipe", errno);
  const FileDescriptor reader(ends[0]);
  FileDescriptor writer(ends[1]);
  preparation.error_pipe = writer.get();
  const pid_t pid = fork();
  if (pid < 0) return Failure("fork", errno);
  if (pid == 0) RunChild(preparation);
  writer.Close();  // so that the read ends when the child's copy is closed by exec
  int error = 0;
  ssize_t got;
  do {
    got = read(reader.get(), &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  if (got == 0) return pid;
  waitpid(pid, nullptr, 0);
  return Failure(absl::StrCat("run ", program), error);
}

}  // namespace

absl::StatusOr<std::string> FindProgram(const std::string& name) {
  const char* path = std::getenv("PATH");
  for (absl::string_view folder :
       absl::StrSplit(absl::StrCat(path ? path : "", ":", kServerFolders), ':', absl::SkipEmpty())) {
    std::string candidate = absl::StrCat(folder, "/", name);
    if (candidate[0] == '/' && access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return absl::NotFoundError(absl::StrCat("the program ", name, " is not installed"));
}

absl::StatusOr<ChildProcess> ChildProcess::Start(const std::vector<std::string>& arguments,
                                                 const std::string& output_path,
                                                 const std::string& input_path) {
  const FileDescriptor input(open(input_path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!input.valid()) return Failure(absl::StrCat("read ", input_path), errno);
  const FileDescriptor output(
      open(output_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!output.valid()) return Failure(absl::StrCat("write ", output_path), errno);
  Preparation preparation{.arguments = {}, .parent = getpid(), .input = input.get(), .output = output.get()};
  for (const std::string& argument : arguments) {
    preparation.arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  preparation.arguments.push_back(nullptr);
  absl::StatusOr<pid_t> pid = Fork(preparation, arguments.front());
  if (!pid.ok()) return pid.status();
  FileDescriptor exit_fd = OpenProcess(*pid);
  if (!exit_fd.valid()) {
    const int error = errno;
    kill(*pid, SIGKILL);
    waitpid(*pid, nullptr, 0);
    return Failure("watch a child process (pidfd_open)", error);
  }
  return ChildProcess(*pid, std::move(exit_fd));
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), exit_fd_(std::move(other.exit_fd_)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(exit_fd_, other.exit_fd_);
  return *this;
}

ChildProcess::~ChildProcess() {
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  Reap();
}

void ChildProcess::Stop(absl::Duration patience) {
  if (pid_ < 0) return;
  kill(pid_, SIGTERM);
  if (!WaitReadable(exit_fd(), patience)) kill(pid_, SIGKILL);
  Reap();
}

Ending ChildProcess::Reap() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  if (WIFSIGNALED(status)) return {false, absl::StrCat("was ended by signal ", WTERMSIG(status))};
  return {WEXITSTATUS(status) == 0, absl::StrCat("ended with exit code ", WEXITSTATUS(status))};
}

}  // namespace nanolearn
