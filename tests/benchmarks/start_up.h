#pragma once

#include "tests/benchmarks/figures.h"
#include "tests/support/daemon.h"

namespace nanolearn::benchmarks {

// Stops the server and starts it again on what it has, with its database: until it answers, and what it and the
// database then have in memory.
void MeasureStartUp(const std::string& label, testing::Daemon& daemon, Figures& figures);

}  // namespace nanolearn::benchmarks
