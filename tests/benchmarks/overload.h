#pragma once

#include <string>

#include "tests/benchmarks/completions.h"

namespace nanolearn::benchmarks {

// Ever more callers that never wait between two calls, also when they are refused: how many calls are answered and how
// many refused, how long health takes meanwhile, and how many are answered right after. Writes the curve to `curve`,
// unless that is empty, as lines of `callers answered refused` for tests/benchmarks/overload.gp.
void MeasureOverload(const Rounds& rounds, const testing::Daemon& daemon, const std::string& curve, Figures& figures);

}  // namespace nanolearn::benchmarks
