#include "service/charts/bar.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/charts/coordinate.h"

namespace nanolearn::charts {
namespace {

constexpr double kHatchStep = 4;
constexpr double kThinnest = 2;  // what there is can be seen

double PartWidth(int part, int whole) {
  return part == 0 || whole == 0 ? 0 : std::max(kThinnest, 1.0 * kBarWidth * part / whole);
}

std::string Hatching(double x, double width) {
  std::string path;
  for (double at = x + kHatchStep / 2; at < x + width; at += kHatchStep) {
    absl::StrAppend(&path, "M", Coordinate(at), " 0V", kBarHeight);
  }
  return path;
}

}  // namespace

BarShape ShapeOf(const Bar& bar) {
  const int whole = bar.done + bar.late + bar.left;
  BarShape shape{.done_width = PartWidth(bar.done, whole), .late_width = PartWidth(bar.late, whole)};
  shape.done_width = std::min(shape.done_width, kBarWidth - shape.late_width);
  shape.late_x = shape.done_width;
  shape.hatch = Hatching(shape.late_x, shape.late_width);
  return shape;
}

}  // namespace nanolearn::charts
