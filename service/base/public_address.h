#pragma once

#include <sys/socket.h>

namespace nanolearn {

// Whether anybody on the internet could have this address: not this machine, no private or link-local
// network, nothing reserved. Addresses of IPv6 that hold one of IPv4 are judged by that.
bool IsPublicAddress(const sockaddr& address);

}  // namespace nanolearn
