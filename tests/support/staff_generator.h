#pragma once
// Staff files of any size, for benchmarks and for tests that need much: the same bytes each time. Nobody in
// them exists.

#include <string>

namespace nanolearn::testing {

struct GeneratedStaff {
  int rows = 60000;  // one in twenty is a second employment of the person before
  int units = 600;
  // Of so many lists that followed on the first, in each of which one row in a hundred was otherwise: another
  // title, unit, name or address.
  int generation = 0;
  // All rows are otherwise: everybody has another title.
  bool other_titles = false;
  bool shuffled = false;  // the same rows in another order
};

// The tree: a group, and below it the units U0, U1, ...; UTF-8.
std::string GeneratedTree(int units);
// In the columns of deploy/demo/mappings/personal.toml; UTF-8.
std::string GeneratedStaffFile(const GeneratedStaff& staff);

}  // namespace nanolearn::testing
