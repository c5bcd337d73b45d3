#include "tests/benchmarks/empty_http.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <iostream>

#include "absl/strings/str_cat.h"
#include "service/http/server.h"
#include "tests/benchmarks/failure.h"
#include "tests/support/daemon.h"
#include "tests/support/http_client.h"
#include "tests/support/wait.h"

namespace nanolearn::benchmarks {

EmptyHttp::EmptyHttp() : address_(absl::StrCat("127.0.0.1:", testing::FreePort())) {
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // A program of its own: there may be threads, and none of them is in a child.
    execl("/proc/self/exe", "nanolearn_bench", kServeEmptyHttp, address_.c_str(), nullptr);
    _exit(127);
  }
  const testing::HttpClient client(address_, "");
  if (!testing::WaitFor([&] { return client.Send("GET", "/").status == 200; }))
    Fail("the empty HTTP server does not answer");
}

EmptyHttp::~EmptyHttp() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

int ServeEmptyHttp(const std::string& address) {
  http::Router router;
  router.Add(
      {.method = "GET", .pattern = "/", .handler = [](const http::Request&) { return http::Response(); }});
  auto server = HttpServer::Start({.address = address}, std::move(router));
  if (!server.ok()) {
    std::cerr << server.status() << "\n";
    return 1;
  }
  pause();
  return 0;
}

}  // namespace nanolearn::benchmarks
