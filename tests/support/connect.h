#pragma once

#include <string>

namespace nanolearn::testing {

// A TCP connection to HOST:PORT, which the caller closes; -1 when there is none, and errno says why.
int ConnectTo(const std::string& address);

}  // namespace nanolearn::testing
