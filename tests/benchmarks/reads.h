#pragma once

#include "tests/benchmarks/completions.h"

namespace nanolearn::benchmarks {

// A person's assignments, one person, a lesson's module and its newest revision, 64 at a time, beside the empty echo.
void MeasureReads(const std::string& label, const Rounds& rounds, testing::TestClient& client, const std::string& echo,
                  Figures& figures);

}  // namespace nanolearn::benchmarks
