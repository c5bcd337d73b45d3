#include "tests/benchmarks/echo_process.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "tests/benchmarks/echo.h"
#include "tests/support/daemon.h"

namespace nanolearn::benchmarks {

EchoProcess::EchoProcess() : address_(absl::StrCat("127.0.0.1:", testing::FreePort())) {
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    _exit(ServeEcho(address_));
  }
}

EchoProcess::~EchoProcess() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

}  // namespace nanolearn::benchmarks
