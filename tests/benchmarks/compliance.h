#pragma once

#include "tests/benchmarks/figures.h"
#include "tests/benchmarks/group.h"

namespace nanolearn::benchmarks {

// Asks a daemon of its own about the figures of an invented group of this size, with two years of history.
void MeasureCompliance(const GroupSize& size, int runs, Figures& figures);

}  // namespace nanolearn::benchmarks
