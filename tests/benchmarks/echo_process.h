#pragma once

#include <sys/types.h>

#include <string>

namespace nanolearn::benchmarks {

// The empty echo in a process of its own, as nanolearnd is one, over TCP like it. Ends with this one. To be made
// before there is any thread: it forks.
class EchoProcess {
 public:
  EchoProcess();
  ~EchoProcess();
  EchoProcess(const EchoProcess&) = delete;
  EchoProcess& operator=(const EchoProcess&) = delete;

  const std::string& address() const { return address_; }

 private:
  const std::string address_;
  pid_t pid_;
};

}  // namespace nanolearn::benchmarks
