#include "tests/benchmarks/figures.h"

#include <fstream>
#include <iostream>

#include "absl/strings/str_format.h"

namespace nanolearn::benchmarks {

void Figures::Add(const std::string& name, double value, const std::string& unit, double floor) {
  const double ratio = floor > 0 ? value / floor : 1;
  std::cout << absl::StrFormat("%s %.4g %s %.3g\n", name, value, unit, ratio) << std::flush;
  json_.push_back({{"name", name}, {"value", value}, {"unit", unit}, {"ratio_to_floor", ratio}});
}

void Figures::Write(const std::string& path) const {
  if (!path.empty()) std::ofstream(path) << json_.dump(1) << "\n";
}

}  // namespace nanolearn::benchmarks
