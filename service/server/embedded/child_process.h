#pragma once
// Programs that run as our children and do not outlive us.

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/base/file_descriptor.h"

namespace nanolearn {

// The absolute path of an executable in $PATH or the system's folders for servers, which an ordinary user's
// $PATH lacks. NOT_FOUND when there is none.
absl::StatusOr<std::string> FindProgram(const std::string& name);

struct Ending {
  bool success;             // exit code 0
  std::string description;  // e.g. "was ended by signal 9"
};

// Not thread-safe.
class ChildProcess {
 public:
  // `arguments` begins with the absolute path of the program; it reads the file `input_path`, and what it prints is appended to the file
  // `output_path`. The kernel sends the child SIGTERM when the *thread* that called Start ends, however it
  // ends: call this from a thread that lives as long as the child may.
  static absl::StatusOr<ChildProcess> Start(const std::vector<std::string>& arguments,
                                            const std::string& output_path,
                                            const std::string& input_path = "/dev/null");

  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  // Kills the child when it still runs.
  ~ChildProcess();

  pid_t pid() const { return pid_; }
  // Readable once the child has ended.
  int exit_fd() const { return exit_fd_.get(); }

  // Asks the child to end, and kills it when it has not ended within `patience`.
  void Stop(absl::Duration patience);
  // Waits for the end. May be called once.
  Ending Reap();

 private:
  ChildProcess(pid_t pid, FileDescriptor exit_fd) : pid_(pid), exit_fd_(std::move(exit_fd)) {}

  pid_t pid_ = -1;  // -1 once reaped
  FileDescriptor exit_fd_;
};

}  // namespace nanolearn
