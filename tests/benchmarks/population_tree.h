#pragma once
// The tree of an invented group: a town and a company, administrations, departments and teams; committees.

#include <string>

namespace nanolearn::benchmarks {

inline constexpr int kTeamsInDepartment = 30;

struct PopulationShape {
  int people = 0, teams = 0, departments = 0, administrations = 0, committees = 0;
};

// About fifty units at least.
PopulationShape ShapeOf(int people);

// As a file of units. The codes are G, M and B at the top, and N, A, D and T with numbers from 0: committees,
// administrations, departments and teams.
std::string TreeOf(const PopulationShape& shape);

}  // namespace nanolearn::benchmarks
