#include "service/charts/coordinate.h"

#include "absl/strings/str_format.h"

namespace nanolearn::charts {

std::string Coordinate(double value) {
  std::string text = absl::StrFormat("%.1f", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

}  // namespace nanolearn::charts
