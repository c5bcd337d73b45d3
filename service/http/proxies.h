#pragma once
// The proxies in front of the server, whose word about where a request comes from is taken.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn::http {

class TrustedProxies {
 public:
  // "10.1.2.3", "10.1.0.0/16", "fd00::/8". INVALID_ARGUMENT, in words for --trusted-proxy.
  static absl::StatusOr<TrustedProxies> Parse(const std::vector<std::string>& networks);

  // Who a request is from: `remote`, whoever is connected, unless that is a trusted proxy. Then the last
  // address of X-Forwarded-For that is not one: what stands before it, the client may have invented.
  std::string ClientAddress(const std::string& remote, absl::string_view forwarded_for) const;

 private:
  using Address = std::array<uint8_t, 16>;  // IPv4 as ::ffff:a.b.c.d
  struct Network {
    Address address;
    int bits = 0;
  };
  static bool Read(const std::string& text, Address& address);
  bool Contains(const std::string& text) const;

  std::vector<Network> networks_;
};

}  // namespace nanolearn::http
