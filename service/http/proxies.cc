#include "service/http/proxies.h"

#include <arpa/inet.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace nanolearn::http {
namespace {

constexpr int kAddressBits = 128, kV4Bits = 32;

// Whether the first `bits` of both are the same.
bool BeginAlike(const uint8_t* a, const uint8_t* b, int bits) {
  if (!std::equal(a, a + bits / 8, b)) return false;
  const int rest = bits % 8;
  return rest == 0 || (a[bits / 8] ^ b[bits / 8]) >> (8 - rest) == 0;
}

}  // namespace

bool TrustedProxies::Read(const std::string& text, Address& address) {
  if (inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return true;
  address.fill(0);
  address[10] = address[11] = 0xff;
  return inet_pton(AF_INET, text.c_str(), address.data() + 12) == 1;
}

absl::StatusOr<TrustedProxies> TrustedProxies::Parse(const std::vector<std::string>& networks) {
  TrustedProxies proxies;
  for (const std::string& text : networks) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('/', 1));
    Network network;
    const bool is_v4 = text.find(':') == std::string::npos;
    const int most = is_v4 ? kV4Bits : kAddressBits;
    int bits = most;
    const bool has_bits = text.find('/') != std::string::npos;
    const bool is_right = Read(parts.first, network.address) &&
                          (!has_bits || (absl::SimpleAtoi(parts.second, &bits) && bits >= 0 && bits <= most));
    if (!is_right) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--trusted-proxy takes an address or a network, such as 10.1.2.3 or 10.1.0.0/16, not '", text, "'"));
    }
    network.bits = bits + kAddressBits - most;
    proxies.networks_.push_back(network);
  }
  return proxies;
}

bool TrustedProxies::Contains(const std::string& text) const {
  Address address;
  if (!Read(text, address)) return false;
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    return BeginAlike(network.address.data(), address.data(), network.bits);
  });
}

std::string TrustedProxies::ClientAddress(const std::string& remote, absl::string_view forwarded_for) const {
  if (!Contains(remote)) return remote;
  std::string client = remote;
  std::vector<absl::string_view> hops = absl::StrSplit(forwarded_for, ',');
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    const std::string address(absl::StripAsciiWhitespace(*hop));
    Address read;
    if (!Read(address, read)) return client;  // not what a proxy writes
    client = address;
    if (!Contains(address)) return client;
  }
  return client;
}

}  // namespace nanolearn::http
