#pragma once

#include <optional>
#include <string>
#include <vector>

namespace nanolearn::charts {

// A share at each of some days.
struct LineChart {
  struct Point {
    std::string label;
    std::optional<double> share;
    std::string text;  // the share in words
  };
  std::string title;
  std::string description;  // what a reader sees in it
  std::vector<Point> points;
};

// The usual size, for paper and wide screens.
inline constexpr int kChartWidth = 660;
inline constexpr int kChartHeight = 140;

struct ChartSize {
  int width = kChartWidth;
  int height = kChartHeight;
};

struct ChartPoint {
  double x = 0, y = 0;
  double text_y = 0;
  std::string label, text;
};
struct ChartShape {
  struct Level {
    double y = 0;
    int percent = 0;
  };
  std::string line;  // path; interrupted where there is no figure
  std::vector<ChartPoint> points;
  std::vector<ChartPoint> labels;  // below the axis
  std::vector<Level> levels;
};
// From 0 to 100 %.
ChartShape ShapeOf(const LineChart& chart, const ChartSize& size = {});

}  // namespace nanolearn::charts
