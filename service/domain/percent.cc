#include "service/domain/percent.h"

#include <cmath>

#include "absl/strings/str_format.h"

namespace nanolearn {
namespace {

constexpr double kRounding = 1e-9;  // 0.145 * 100 is a little less than 14.5

}  // namespace

int PercentOf(double share) {
  const int percent = static_cast<int>(std::floor(share * 100 + 0.5 + kRounding));
  if (percent == 100 && share < 1) return 99;
  if (percent == 0 && share > 0) return 1;
  return percent;
}

int PercentOf(int part, int whole) { return whole <= 0 ? 0 : PercentOf(static_cast<double>(part) / whole); }

std::string PercentWithDecimal(int part, int whole) {
  return absl::StrFormat("%.1f", whole == 0 ? 0.0 : 100.0 * part / whole);
}

}  // namespace nanolearn
