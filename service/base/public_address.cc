#include "service/base/public_address.h"

#include <netinet/in.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iterator>

namespace nanolearn {
namespace {

struct Network {
  uint32_t first;
  int bits;
};

// IANA's special-purpose registry, and multicast and what lies above it.
constexpr Network kNotPublic[] = {
    {0x00000000, 8},   // 0.0.0.0: this host
    {0x0A000000, 8},   // 10.0.0.0: private
    {0x64400000, 10},  // 100.64.0.0: shared by a provider's customers
    {0x7F000000, 8},   // 127.0.0.0: loopback
    {0xA9FE0000, 16},  // 169.254.0.0: link-local
    {0xAC100000, 12},  // 172.16.0.0: private
    {0xC0000000, 24},  // 192.0.0.0: protocols
    {0xC0A80000, 16},  // 192.168.0.0: private
    {0xC6120000, 15},  // 198.18.0.0: benchmarks
    {0xE0000000, 3},   // 224.0.0.0 and above
};

bool IsPublic(uint32_t address) {
  return std::none_of(std::begin(kNotPublic), std::end(kNotPublic), [&](const Network& network) {
    return (address ^ network.first) >> (32 - network.bits) == 0;
  });
}

uint32_t Word(const uint8_t* bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

bool StartsWith(const in6_addr& address, std::initializer_list<uint8_t> bytes) {
  return std::equal(bytes.begin(), bytes.end(), address.s6_addr);
}

bool IsPublic(const in6_addr& address) {
  const uint8_t* const bytes = address.s6_addr;
  const bool is_nat64 = StartsWith(address, {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0});
  if (IN6_IS_ADDR_V4MAPPED(&address) || is_nat64) return IsPublic(Word(bytes + 12));
  if (StartsWith(address, {0x20, 0x02})) return IsPublic(Word(bytes + 2));  // 6to4
  if (StartsWith(address, {0x20, 0x01, 0, 0})) return false;                // Teredo
  return bytes[0] >> 5 == 1;                                                // 2000::/3, all that is given out
}

}  // namespace

bool IsPublicAddress(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &address, sizeof v4);
    return IsPublic(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 v6;
  std::memcpy(&v6, &address, sizeof v6);
  return IsPublic(v6.sin6_addr);
}

}  // namespace nanolearn
