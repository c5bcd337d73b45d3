#include "tests/support/http_load.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "tests/support/connect.h"

namespace nanolearn::testing {
namespace {

constexpr absl::Duration kPatience = absl::Minutes(1);

[[noreturn]] void Fail(absl::string_view what) {
  std::cerr << what << ": " << std::strerror(errno) << "\n";
  std::abort();
}

int ConnectAtOnce(const std::string& address) {
  const int fd = ConnectTo(address);
  if (fd < 0) Fail("cannot connect");
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

// How long the reply at the start of `bytes` is; 0 while not all of it is there.
size_t ReadReply(absl::string_view bytes, HttpReply& reply) {
  const size_t end = bytes.find("\r\n\r\n");
  if (end == absl::string_view::npos) return 0;
  reply.head = bytes.substr(0, end);
  if (!absl::SimpleAtoi(reply.head.substr(9, 3), &reply.status)) std::abort();
  size_t length = 0;
  if (const absl::string_view text = reply.Header("Content-Length"); !text.empty()) {
    if (!absl::SimpleAtoi(text, &length)) std::abort();
  }
  if (bytes.size() < end + 4 + length) return 0;
  reply.body = bytes.substr(end + 4, length);
  return end + 4 + length;
}

}  // namespace

absl::string_view HttpReply::Header(absl::string_view name) const {
  for (absl::string_view line : absl::StrSplit(head, "\r\n")) {
    if (line.size() > name.size() && line[name.size()] == ':' && absl::StartsWithIgnoreCase(line, name)) {
      line.remove_prefix(name.size() + 1);
      return absl::StripPrefix(line, " ");
    }
  }
  return "";
}

bool AllowOpenFiles(int files) {
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
  const auto wanted = static_cast<rlim_t>(files);
  if (limit.rlim_cur >= wanted) return true;
  limit.rlim_cur = wanted;
  return wanted <= limit.rlim_max && setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

HttpLoad::HttpLoad(const std::string& address, int connections)
    : address_(address), epoll_(epoll_create1(EPOLL_CLOEXEC)), connections_(connections) {
  for (int i = 0; i < connections; ++i) Open(i);
}

HttpLoad::~HttpLoad() {
  for (const Connection& connection : connections_) close(connection.fd);
  close(epoll_);
}

void HttpLoad::Open(int index) {
  Connection& connection = connections_[index];
  connection = {.fd = ConnectAtOnce(address_)};
  epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLET, .data = {.u32 = static_cast<uint32_t>(index)}};
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.fd, &event) != 0) Fail("epoll");
}

HttpLoad::Result HttpLoad::Run(absl::Duration duration, NextRequest next) {
  result_ = {};
  next_ = &next;
  asks_ = true;
  const absl::Time begin = absl::Now();
  for (int i = 0; i < static_cast<int>(connections_.size()); ++i) Ask(i, nullptr);
  std::vector<epoll_event> events(1024);
  while (waiting_ > 0) {
    const absl::Duration passed = absl::Now() - begin;
    asks_ = passed < duration;
    if (passed > duration + kPatience) break;
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 100);
    for (int i = 0; i < count; ++i) {
      const int index = static_cast<int>(events[i].data.u32);
      if (events[i].events & EPOLLOUT) Send(connections_[index]);
      if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) Receive(index);
    }
  }
  result_.seconds = absl::ToDoubleSeconds(absl::Now() - begin);
  next_ = nullptr;
  return result_;
}

void HttpLoad::Ask(int index, const HttpReply* last) {
  if (!asks_) return;
  Connection& connection = connections_[index];
  connection.request = (*next_)(index, last);
  connection.sent = 0;
  if (connection.request.empty()) return;
  connection.waits = true;
  ++waiting_;
  Send(connection);
}

// What does not fit into the socket now is sent when there is room.
void HttpLoad::Send(Connection& connection) {
  while (connection.sent < connection.request.size()) {
    const ssize_t sent = send(connection.fd, connection.request.data() + connection.sent,
                              connection.request.size() - connection.sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0) return;
    connection.sent += static_cast<size_t>(sent);
  }
}

void HttpLoad::Receive(int index) {
  char chunk[65536];
  for (;;) {
    Connection& connection = connections_[index];
    const ssize_t got = recv(connection.fd, chunk, sizeof chunk, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return Lose(index);
    connection.received.append(chunk, static_cast<size_t>(got));
    TakeReplies(index);
  }
}

void HttpLoad::TakeReplies(int index) {
  Connection& connection = connections_[index];
  HttpReply reply;
  const size_t length = ReadReply(connection.received, reply);
  if (length == 0 || !connection.waits) return;
  connection.waits = false;
  --waiting_;
  ++result_.replies;
  // The reply stands in what was received until the next request is known; replies are never two.
  Ask(index, &reply);
  connection.received.erase(0, length);
}

void HttpLoad::Lose(int index) {
  Connection& connection = connections_[index];
  const bool waited = connection.waits;
  close(connection.fd);
  Open(index);
  if (!waited) return;
  --waiting_;
  ++result_.lost;
  Ask(index, nullptr);
}

int HttpLoad::CountClosed() const {
  int closed = 0;
  for (const Connection& connection : connections_) {
    char byte;
    closed += recv(connection.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
  }
  return closed;
}

}  // namespace nanolearn::testing
