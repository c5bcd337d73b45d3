#pragma once
// A report in words, in one language, without a look: the same for every format.

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace nanolearn::reports {

struct Paragraph {
  std::string text;
};

struct List {
  bool ordered = false;
  std::vector<std::string> items;
};

// How a group's people are divided; drawn as one bar. The figures stand in the same row.
struct Bar {
  int done = 0;
  int late = 0;
  int left = 0;
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
