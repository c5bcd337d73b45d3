#pragma once

#include <vector>

#include "tests/benchmarks/load.h"

namespace nanolearn::benchmarks {

// Starts `rate` calls a second for `duration`, whether or not those before have ended, and returns for each how many
// milliseconds after the moment when it was due it had ended: a server that stands still is not asked less often, and
// what waits because of it is late as well. Fails with the first problem.
std::vector<double> PacedMilliseconds(int rate, absl::Duration duration, const StartCall& start);

}  // namespace nanolearn::benchmarks
