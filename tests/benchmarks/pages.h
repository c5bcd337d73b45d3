#pragma once

#include "tests/benchmarks/figures.h"

namespace nanolearn::benchmarks {

struct PageLoad {
  int rounds = 5;
  double seconds = 4;
  int people = 800;
};

// Lesson pages and whole lessons over HTTP, each connection kept open, beside an empty handler of the same
// HTTP server; and what 10,000 connections cost on which nothing is asked.
void MeasurePages(const PageLoad& load, Figures& figures);

}  // namespace nanolearn::benchmarks
