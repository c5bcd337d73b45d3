#pragma once

#include <functional>

#include "tests/benchmarks/figures.h"
#include "tests/benchmarks/group.h"
#include "tests/support/daemon.h"

namespace nanolearn::benchmarks {

// What else is measured of a group, since making one of a million people takes long.
using AndThen = std::function<void(testing::Daemon& daemon, testing::TestClient& client)>;

// Asks a daemon of its own about the figures of an invented group of this size, with two years of history; `then` comes
// last.
void MeasureCompliance(const GroupSize& size, int runs, Figures& figures, const AndThen& then);

}  // namespace nanolearn::benchmarks
