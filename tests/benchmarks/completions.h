#pragma once

#include "tests/benchmarks/figures.h"
#include "tests/benchmarks/floor_table.h"
#include "tests/benchmarks/open_assignments.h"

namespace nanolearn::benchmarks {

struct Rounds {
  int count = 5;
  double seconds = 4;  // of each
};

// Completions one by one with 1, 8 and 64 callers, in batches, and how long one takes at 5,000 a second, beside
// durable inserts and the empty echo at `echo`. Names end with `.label`.
void MeasureCompletions(const std::string& label, const Rounds& rounds, testing::TestClient& client,
                        const FloorTable& floor, const std::string& echo, OpenAssignments& open, Figures& figures);

}  // namespace nanolearn::benchmarks
