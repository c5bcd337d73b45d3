// Tables for people.

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "admin-cli/instants.h"
#include "admin-cli/output_forms.h"
#include "admin-cli/text.h"

namespace nanolearn::cli {
namespace {

constexpr size_t kGap = 2;
constexpr size_t kNarrowest = 8;  // a column is not cut below this
constexpr char kNothing[] = "–";

using Cells = std::vector<std::string>;

bool ToTheRight(Type type) { return type == Type::kNumber || type == Type::kRate; }

std::string Padded(const std::string& text, size_t width, bool to_the_right) {
  const size_t used = DisplayWidth(text);
  const std::string space(width > used ? width - used : 0, ' ');
  return to_the_right ? space + text : text + space;
}

std::vector<Cells> CellsOf(const Table& table) {
  std::vector<Cells> lines(1);
  for (const Column& column : table.columns) lines[0].push_back(absl::AsciiStrToUpper(column.heading));
  for (const std::vector<Value>& row : table.rows) {
    Cells& cells = lines.emplace_back();
    for (size_t i = 0; i < row.size(); ++i) {
      // Leading blanks stay: they show depth.
      cells.push_back(OneLine(ShownText(row[i], table.columns[i].type)));
    }
  }
  return lines;
}

std::vector<size_t> WidthsOf(const std::vector<Cells>& lines) {
  std::vector<size_t> widths(lines[0].size(), 0);
  for (const Cells& cells : lines) {
    for (size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], DisplayWidth(cells[i]));
  }
  return widths;
}

size_t LineWidth(const std::vector<size_t>& widths) {
  size_t line = kGap * (widths.size() - 1);
  for (const size_t width : widths) line += width;
  return line;
}

// Names that can be read are worth more than pictures of figures that are there anyway.
Table WithoutBars(const Table& table) {
  Table left{.rows = std::vector<std::vector<Value>>(table.rows.size())};
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].type == Type::kBar) continue;
    left.columns.push_back(table.columns[i]);
    for (size_t j = 0; j < table.rows.size(); ++j) left.rows[j].push_back(table.rows[j][i]);
  }
  return left;
}

// Takes from the widest column of text until a line fits on the screen, or all are narrow.
void FitTo(size_t screen, const std::vector<Column>& columns, std::vector<size_t>& widths) {
  size_t line = LineWidth(widths);
  while (line > screen) {
    size_t widest = columns.size();
    for (size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].type != Type::kText) continue;
      if (widest == columns.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == columns.size() || widths[widest] <= kNarrowest) return;
    --widths[widest];
    --line;
  }
}

void PrintList(const Table& table, int screen, std::ostream& out) {
  if (table.rows.empty() || table.columns.empty()) return;
  const std::vector<Cells> lines = CellsOf(table);
  std::vector<size_t> widths = WidthsOf(lines);
  const bool has_bars = std::any_of(table.columns.begin(), table.columns.end(),
                                    [](const Column& column) { return column.type == Type::kBar; });
  if (screen > 0 && has_bars && LineWidth(widths) > static_cast<size_t>(screen)) {
    return PrintList(WithoutBars(table), screen, out);
  }
  if (screen > 0) FitTo(screen, table.columns, widths);
  for (const Cells& cells : lines) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line.append(kGap, ' ');
      line += Padded(Truncated(cells[i], widths[i]), widths[i], ToTheRight(table.columns[i].type));
    }
    absl::StripTrailingAsciiWhitespace(&line);
    out << line << "\n";
  }
}

// A line for each record of a list of them, one line for anything else.
Cells LinesOf(const Value& value, Type type) {
  const auto* records = std::get_if<std::vector<Record>>(&value);
  if (records == nullptr || records->empty()) return {OneLine(ShownText(value, type))};
  Cells lines;
  for (const Record& record : *records) lines.push_back(OneLine(FlatText(std::vector<Record>{record})));
  return lines;
}

void PrintSingle(const Table& table, std::ostream& out) {
  size_t width = 0;
  for (const Column& column : table.columns) width = std::max(width, DisplayWidth(column.heading) + 1);
  for (size_t i = 0; i < table.columns.size(); ++i) {
    std::string label = table.columns[i].heading + ":";
    for (const std::string& line : LinesOf(table.rows[0][i], table.columns[i].type)) {
      out << Padded(label, width + kGap, false) << line << "\n";
      label.clear();
    }
  }
}

std::string WithoutCapitals(const std::string& text) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(text), {{"_", " "}});
}

}  // namespace

std::string ShownText(const Value& value, Type type) {
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "yes" : "no";
  if (const auto* rate = std::get_if<double>(&value); rate && type == Type::kRate) return Percent(*rate);
  const std::string text = FlatText(value);
  if (text.empty()) return kNothing;
  if (type == Type::kEnum) return WithoutCapitals(text);
  return type == Type::kTime ? LocalTime(text) : text;
}

void PrintTable(const Table& table, int columns, std::ostream& out) {
  if (table.single) return PrintSingle(table, out);
  PrintList(table, columns, out);
}

}  // namespace nanolearn::cli
