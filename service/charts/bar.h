#pragma once
// How a group's people are divided, drawn as one bar. Its parts are told apart by form, not colour.

#include <string>

namespace nanolearn::charts {

// The figures stand beside the bar as text.
struct Bar {
  int done = 0;
  int late = 0;
  int left = 0;
};

// A bar of kBarWidth by kBarHeight: done is filled, late is hatched, what is left is empty.
inline constexpr int kBarWidth = 120;
inline constexpr int kBarHeight = 12;

struct BarShape {
  double done_width = 0;
  double late_x = 0, late_width = 0;
  std::string hatch;  // the path of the hatching; empty: none
};
BarShape ShapeOf(const Bar& bar);

}  // namespace nanolearn::charts
