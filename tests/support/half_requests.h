#pragma once

#include <string>

namespace nanolearn::testing {

// Whether there is what they are sent with.
bool CanSendHalfRequests();
// Begins so many calls on each of so many connections, each of nearly four megabytes that never come whole. Returns how many of them the
// server has ended, once that is half of them, or after a while.
int SendHalfRequests(const std::string& address, int connections, int streams);

}  // namespace nanolearn::testing
