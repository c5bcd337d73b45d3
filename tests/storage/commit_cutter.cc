#include "tests/storage/commit_cutter.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/base/file_descriptor.h"

namespace nanolearn::testing {
namespace {

constexpr int kPollMilliseconds = 20;
// The command's number and its text.
constexpr absl::string_view kCommit =
    "\x03"
    "COMMIT";

sockaddr_un Address(const std::string& path) {
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

int ListenAt(const std::string& path) {
  const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = Address(path);
  if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::abort();
  if (listen(listener, 16) != 0) std::abort();
  return listener;
}

bool Readable(int fd, int milliseconds) {
  pollfd entry{.fd = fd, .events = POLLIN, .revents = 0};
  return poll(&entry, 1, milliseconds) == 1;
}

// Passes on what is there; nothing at the end.
std::string Receive(int from) {
  std::string data(1 << 16, '\0');
  data.resize(std::max<ssize_t>(0, read(from, data.data(), data.size())));
  return data;
}

void SendAll(int to, absl::string_view data) {
  while (!data.empty()) {
    const ssize_t sent = send(to, data.data(), data.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    data.remove_prefix(sent);
  }
}

}  // namespace

CommitCutter::CommitCutter(const std::string& database)
    : database_(database),
      path_(absl::StrCat(database, ".", getpid(), ".cut")),
      listener_(ListenAt(path_)),
      listening_([this] { Listen(); }) {}

CommitCutter::~CommitCutter() {
  stop_ = true;
  listening_.join();
  for (std::thread& relay : relays_) relay.join();
  close(listener_);
  unlink(path_.c_str());
}

void CommitCutter::Listen() {
  while (!stop_) {
    if (!Readable(listener_, kPollMilliseconds)) continue;
    relays_.emplace_back(
        [this, client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)] { Relay(client); });
  }
}

void CommitCutter::Relay(int accepted) {
  const FileDescriptor client(accepted);
  const FileDescriptor server(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_un address = Address(database_);
  if (connect(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
  while (!stop_) {
    pollfd entries[] = {{.fd = client.get(), .events = POLLIN, .revents = 0},
                        {.fd = server.get(), .events = POLLIN, .revents = 0}};
    if (poll(entries, 2, kPollMilliseconds) <= 0) continue;
    const bool from_client = entries[0].revents != 0;
    const std::string data = Receive(from_client ? client.get() : server.get());
    if (data.empty()) return;
    const Cut cut =
        from_client && absl::StrContains(data, kCommit) ? cut_.exchange(Cut::kNever) : Cut::kNever;
    if (cut == Cut::kBeforeIt) return;
    SendAll(from_client ? server.get() : client.get(), data);
    if (cut == Cut::kAfterIt) {
      Readable(server.get(), -1);
      return;
    }
  }
}

}  // namespace nanolearn::testing
