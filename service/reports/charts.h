#pragma once
// Where the lines of charts go. Charts are told apart by form, not colour.

#include <string>
#include <vector>

#include "service/reports/document.h"

namespace nanolearn::reports {

// A bar of kBarWidth by kBarHeight: done is filled, late is hatched, what is left is empty.
inline constexpr int kBarWidth = 120;
inline constexpr int kBarHeight = 12;

struct BarShape {
  double done_width = 0;
  double late_x = 0, late_width = 0;
  std::string hatch;  // the path of the hatching; empty: none
};
BarShape ShapeOf(const Bar& bar);

// A line chart of kChartWidth by kChartHeight, from 0 to 100 %.
inline constexpr int kChartWidth = 660;
inline constexpr int kChartHeight = 140;

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
ChartShape ShapeOf(const LineChart& chart);

// "12.5": for SVG.
std::string Coordinate(double value);

}  // namespace nanolearn::reports
