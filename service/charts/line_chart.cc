#include "service/charts/line_chart.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/charts/coordinate.h"

namespace nanolearn::charts {
namespace {

constexpr double kLeft = 44, kRight = 20, kTop = 22, kBottom = 26;
constexpr double kAboveMark = 8;

}  // namespace

ChartShape ShapeOf(const LineChart& chart, const ChartSize& size) {
  ChartShape shape;
  const double width = size.width - kLeft - kRight, height = size.height - kTop - kBottom;
  const double step = chart.points.size() < 2 ? 0 : width / (chart.points.size() - 1);
  bool is_drawing = false;
  for (size_t i = 0; i < chart.points.size(); ++i) {
    const LineChart::Point& point = chart.points[i];
    const double x = kLeft + step * i;
    shape.labels.push_back({.x = x, .y = size.height - 8.0, .label = point.label});
    if (!point.share) {
      is_drawing = false;
      continue;
    }
    const double y = kTop + height * (1 - std::clamp(*point.share, 0.0, 1.0));
    absl::StrAppend(&shape.line, is_drawing ? "L" : "M", Coordinate(x), " ", Coordinate(y));
    is_drawing = true;
    shape.points.push_back({.x = x, .y = y, .text_y = y - kAboveMark, .text = point.text});
  }
  for (const int percent : {0, 50, 100}) {
    shape.levels.push_back({kTop + height * (1 - percent / 100.0), percent});
  }
  return shape;
}

}  // namespace nanolearn::charts
