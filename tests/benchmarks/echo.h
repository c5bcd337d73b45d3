#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

namespace nanolearn::benchmarks {

// Serves the empty echo on `address` until the process is killed: the floor runs in a process of its own, as
// nanolearnd does.
int ServeEcho(const std::string& address);

// Echo calls a second at `in_flight`.
double EchoesPerSecond(const std::string& address, int in_flight, double seconds);

}  // namespace nanolearn::benchmarks
