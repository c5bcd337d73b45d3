#include "service/base/listen_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace nanolearn {
namespace {

bool IsUnix(absl::string_view address) {
  return absl::StartsWith(address, "unix:") || absl::StartsWith(address, "unix-abstract:");
}

}  // namespace

bool IsLoopback(const std::string& host) {
  in_addr v4;
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24 == 127;
  in6_addr v6;
  if (inet_pton(AF_INET6, host.c_str(), &v6) == 1) return IN6_IS_ADDR_LOOPBACK(&v6);
  return host == "localhost";
}

std::optional<HostAndPort> SplitAddress(absl::string_view address) {
  const size_t colon = address.rfind(':');
  if (colon == absl::string_view::npos) return std::nullopt;
  int port = 0;
  if (!absl::SimpleAtoi(address.substr(colon + 1), &port) || port < 0 || port > 65535) return std::nullopt;
  absl::string_view host = address.substr(0, colon);
  const bool bracketed = absl::ConsumePrefix(&host, "[") && absl::ConsumeSuffix(&host, "]");
  if (host.empty() || absl::StrContains(host, "[") || absl::StrContains(host, ":") != bracketed) {
    return std::nullopt;
  }
  return HostAndPort{std::string(host), port};
}

absl::Status CheckListenAddress(const std::string& address, bool has_tls) {
  if (IsUnix(address)) return absl::OkStatus();
  const std::optional<HostAndPort> parts = SplitAddress(address);
  if (!parts) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the address to listen on is written HOST:PORT, for example 127.0.0.1:8421 or [::1]:8421, not '",
        address, "'"));
  }
  if (has_tls || IsLoopback(parts->host)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "will not listen on ", address,
      " without TLS, where other machines could read tokens and personal data: give a certificate "
      "and its key, or listen on 127.0.0.1"));
}

std::string WithPort(const std::string& address, int port) {
  if (IsUnix(address)) return address;
  return absl::StrCat(address.substr(0, address.rfind(':')), ":", port);
}

}  // namespace nanolearn
