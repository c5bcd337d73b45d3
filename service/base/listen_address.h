#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn {

// Whether a host can only be this machine: 127.x.x.x, ::1 or localhost. Another name could come to mean another
// machine.
bool IsLoopback(const std::string& host);

// HOST:PORT, [IPV6]:PORT or unix:PATH. INVALID_ARGUMENT for other text, and for an address that other
// machines can reach when there is no TLS: tokens and personal data must not cross a network in the clear.
absl::Status CheckListenAddress(const std::string& address, bool has_tls);

// The host of HOST:PORT, without brackets, and the port; nothing for text of another form.
struct HostAndPort {
  std::string host;
  int port = 0;
};
std::optional<HostAndPort> SplitAddress(absl::string_view address);

// `address` with the port that the system chose in place of 0.
std::string WithPort(const std::string& address, int port);

}  // namespace nanolearn
