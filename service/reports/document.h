#pragma once
// A report in words, in one language, without a look: the same for every format.

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "service/charts/bar.h"
#include "service/charts/line_chart.h"

namespace nanolearn::reports {

using charts::Bar;
using charts::LineChart;

struct Paragraph {
  std::string text;
};

struct List {
  bool ordered = false;
  std::vector<std::string> items;
};

enum class Unit { kText, kCount, kPercent };

struct Cell {
  std::string text;
  std::optional<double> number;  // of a count, or the share of a percentage
  Unit unit = Unit::kText;
  std::optional<Bar> bar;
};

struct KeyFigure {
  std::string label;
  Cell value;
  std::string note;  // may be empty
};
struct KeyFigures {
  std::vector<KeyFigure> figures;
};

struct Column {
  std::string heading;
  Unit unit = Unit::kText;
  bool is_bar = false;  // for pictures only
};

struct Table {
  std::string caption;
  std::vector<Column> columns;  // the first says what each row is about
  std::vector<std::vector<Cell>> rows;
  bool has_sum = false;  // the last row is about all others
};

using Block = std::variant<Paragraph, List, KeyFigures, Table, LineChart>;

struct Section {
  std::string id;  // unique; for links
  std::string heading;
  std::vector<Block> blocks;
  bool is_small = false;  // small print
};

struct Document {
  std::string language;
  std::string organisation;
  std::string title;
  std::string subtitle;
  std::string summary;  // one sentence: the report in short
  std::vector<Section> sections;
  std::vector<std::string> colophon;
  std::string legend_done, legend_late, legend_left;  // of bars
};

}  // namespace nanolearn::reports
