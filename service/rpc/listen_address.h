#pragma once

#include <string>

#include "absl/status/status.h"

namespace nanolearn::rpc {

// HOST:PORT, [IPV6]:PORT or unix:PATH. INVALID_ARGUMENT for other text, and for an address that other
// machines can reach when there is no TLS: tokens and personal data must not cross a network in the clear.
absl::Status CheckListenAddress(const std::string& address, bool has_tls);

// `address` with the port that the system chose in place of 0.
std::string WithPort(const std::string& address, int port);

}  // namespace nanolearn::rpc
