#include "tests/support/silent_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace nanolearn::testing {
namespace {

int Listen() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(fd, 64) != 0) std::abort();
  return fd;
}

}  // namespace

SilentServer::SilentServer() : listener_(Listen()), thread_([this] { Take(); }) {}

SilentServer::~SilentServer() {
  Release();
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

std::string SilentServer::url() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) std::abort();
  return absl::StrCat("http://127.0.0.1:", ntohs(address.sin_port));
}

void SilentServer::Release() {
  is_released_ = true;
  const std::lock_guard lock(mutex_);
  for (const int fd : open_) close(fd);
  open_.clear();
}

void SilentServer::Take() {
  for (;;) {
    const int fd = accept(listener_, nullptr, nullptr);
    if (fd < 0) return;
    ++connections_;
    const std::lock_guard lock(mutex_);
    if (is_released_) {
      close(fd);
    } else {
      open_.push_back(fd);
    }
  }
}

}  // namespace nanolearn::testing
