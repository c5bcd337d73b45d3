#include "service/reports/charts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace nanolearn::reports {
namespace {

constexpr double kHatchStep = 4;
constexpr double kThinnest = 2;  // what there is can be seen

constexpr double kLeft = 44, kRight = 20, kTop = 22, kBottom = 26;
constexpr double kAboveMark = 8;

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

std::string Coordinate(double value) {
  std::string text = absl::StrFormat("%.1f", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

BarShape ShapeOf(const Bar& bar) {
  const int whole = bar.done + bar.late + bar.left;
  BarShape shape{.done_width = PartWidth(bar.done, whole), .late_width = PartWidth(bar.late, whole)};
  shape.done_width = std::min(shape.done_width, kBarWidth - shape.late_width);
  shape.late_x = shape.done_width;
  shape.hatch = Hatching(shape.late_x, shape.late_width);
  return shape;
}

ChartShape ShapeOf(const LineChart& chart) {
  ChartShape shape;
  const double width = kChartWidth - kLeft - kRight, height = kChartHeight - kTop - kBottom;
  const double step = chart.points.size() < 2 ? 0 : width / (chart.points.size() - 1);
  bool is_drawing = false;
  for (size_t i = 0; i < chart.points.size(); ++i) {
    const LineChart::Point& point = chart.points[i];
    const double x = kLeft + step * i;
    shape.labels.push_back({.x = x, .y = kChartHeight - 8, .label = point.label});
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

}  // namespace nanolearn::reports
