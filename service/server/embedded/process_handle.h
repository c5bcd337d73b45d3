#pragma once
// Handles on processes (pidfd), for unlike a number they never come to mean another process. glibc 2.36
// has these calls, but its header cannot be used from C++.

#include <sys/types.h>

#include "absl/time/time.h"
#include "service/base/file_descriptor.h"

namespace nanolearn {

// Readable once the process has ended. Invalid, with errno set, when there is no such process.
FileDescriptor OpenProcess(pid_t pid);

void SignalProcess(const FileDescriptor& process, int signal);

// True when `fd` became readable within `timeout`.
bool WaitReadable(int fd, absl::Duration timeout);

}  // namespace nanolearn
