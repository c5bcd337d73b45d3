#pragma once

#include <sys/types.h>

#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"

namespace nanolearn::benchmarks {

// A line of /proc/PID/status that is given in kB, such as "VmRSS" (now) or "VmHWM" (at most so far), in MB; 0 when
// there is no such process.
inline double MegabytesOf(pid_t pid, const std::string& what) {
  std::ifstream status(absl::StrCat("/proc/", pid, "/status"));
  for (std::string word; status >> word;) {
    if (word != absl::StrCat(what, ":")) continue;
    double kilobytes = 0;
    status >> kilobytes;
    return kilobytes / 1024;
  }
  return 0;
}

}  // namespace nanolearn::benchmarks
