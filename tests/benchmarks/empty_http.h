#pragma once

#include <sys/types.h>

#include <string>

namespace nanolearn::benchmarks {

// The floor of HTTP: the same server as nanolearnd's with one route that answers nothing, in a process of its
// own, which ends with this one.
class EmptyHttp {
 public:
  EmptyHttp();
  ~EmptyHttp();
  const std::string& address() const { return address_; }
  pid_t pid() const { return pid_; }

 private:
  std::string address_;
  pid_t pid_ = -1;
};

// What that process runs: this program with kServeEmptyHttp and the address.
inline constexpr char kServeEmptyHttp[] = "--serve-empty-http";
int ServeEmptyHttp(const std::string& address);

}  // namespace nanolearn::benchmarks
