#pragma once

#include <string>

namespace nanolearn::charts {

// "12.5": for SVG.
std::string Coordinate(double value);

}  // namespace nanolearn::charts
