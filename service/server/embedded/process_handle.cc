#include "service/server/embedded/process_handle.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include "absl/time/clock.h"

namespace nanolearn {
namespace {

// Rounded up, so that a wait does not end in a hot loop.
int Milliseconds(absl::Duration duration) {
  const int64_t whole = absl::ToInt64Milliseconds(absl::Ceil(duration, absl::Milliseconds(1)));
  return static_cast<int>(std::clamp<int64_t>(whole, 0, 1 << 30));
}

}  // namespace

FileDescriptor OpenProcess(pid_t pid) { return FileDescriptor(syscall(SYS_pidfd_open, pid, 0)); }

void SignalProcess(const FileDescriptor& process, int signal) {
  syscall(SYS_pidfd_send_signal, process.get(), signal, nullptr, 0);
}

bool WaitReadable(int fd, absl::Duration timeout) {
  const absl::Time deadline = absl::Now() + timeout;
  while (true) {
    pollfd waiting{fd, POLLIN, 0};
    const int ready = poll(&waiting, 1, Milliseconds(deadline - absl::Now()));
    if (ready > 0) return true;
    if (ready == 0 && absl::Now() >= deadline) return false;
    if (ready < 0 && errno != EINTR) return false;
  }
}

}  // namespace nanolearn
