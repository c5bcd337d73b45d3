#include "tests/benchmarks/start_up.h"

#include "absl/strings/str_cat.h"
#include "tests/benchmarks/process_memory.h"
#include "tests/benchmarks/syncs.h"

namespace nanolearn::benchmarks {

void MeasureStartUp(const std::string& label, testing::Daemon& daemon, Figures& figures) {
  testing::Daemon empty;
  const double floor = SecondsOf([&] { empty.Start(); });
  empty.Stop();
  const double floor_again = SecondsOf([&] { empty.Start(); });
  figures.Add(absl::StrCat("memory_at_most.server.", label), MegabytesOf(daemon.pid(), "VmHWM"), "MB", 0);
  figures.Add(absl::StrCat("memory_at_most.database.", label), MegabytesOf(daemon.database_pid(), "VmHWM"), "MB", 0);
  daemon.Stop();
  const double seconds = SecondsOf([&] { daemon.Start(); });
  figures.Add("start_up.first", floor, "s", 0);
  figures.Add("start_up.empty", floor_again, "s", 0);
  figures.Add(absl::StrCat("start_up.", label), seconds, "s", floor_again);
  figures.Add(absl::StrCat("memory_after_start.server.", label), MegabytesOf(daemon.pid(), "VmRSS"), "MB",
              MegabytesOf(empty.pid(), "VmRSS"));
}

}  // namespace nanolearn::benchmarks
