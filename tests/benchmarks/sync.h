#pragma once

#include "tests/benchmarks/figures.h"
#include "tests/support/daemon.h"

namespace nanolearn::benchmarks {

// Syncs a list of so many rows for the first time, again in another order, and with one row in a hundred
// otherwise, on a daemon of its own.
void MeasureSync(int rows, int runs, Figures& figures);

}  // namespace nanolearn::benchmarks
