#pragma once

#include "tests/benchmarks/figures.h"

namespace nanolearn::benchmarks {

// Brings the people of a list of so many rows under another key, on a daemon of its own: how long it takes, in what memory, how long a write of
// the same organisation waits at most that is not of its roster, and the list after it.
void MeasureKeys(int rows, Figures& figures);

}  // namespace nanolearn::benchmarks
