#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace nanolearn::benchmarks {

// The value that the share of `values` does not exceed; `values` must not be empty.
inline double Quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const auto place = static_cast<size_t>(std::ceil(share * static_cast<double>(values.size())));
  return values[std::max<size_t>(place, 1) - 1];
}

inline double Median(const std::vector<double>& values) { return Quantile(values, 0.5); }

}  // namespace nanolearn::benchmarks
