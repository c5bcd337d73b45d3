#pragma once
// What a command answers, and the four forms it is written in:
//   table  for people: aligned columns, or `Label: value` lines for a single thing
//   plain  for pipes: the same columns, separated by tabs, values as in json, no header
//   json   an array of objects, `[]` for nothing; an object for a single thing
//   csv    RFC 4180 with a header

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace nanolearn::cli {

enum class Format { kTable, kPlain, kJson, kCsv };

struct Record;
// Nothing, or one of these. Records are what a thing has several of, such as a person's engagements.
using Value = std::variant<std::monostate, bool, int64_t, double, std::string, std::vector<std::string>,
                           std::vector<Record>>;
struct Record {
  std::vector<std::pair<std::string, Value>> fields;
};

// Nothing for an empty text.
inline Value Optional(std::string text) { return text.empty() ? Value() : Value(std::move(text)); }

// How a value is shown in a table; the other forms write it as it is.
enum class Type {
  kText,
  kWhole,   // text that is never cut, such as an id or a date
  kEnum,    // NOT_YET_DUE is shown as "not yet due"
  kNumber,  // to the right
  kRate,    // 0.714 is shown as "71 %", to the right
  kTime,    // an instant by RFC 3339; shown in the local time zone
  kBar,     // a picture of what another column tells; left out where the screen is too narrow for all
};

// In which forms a column is there.
enum class Shown { kAlways, kInTable, kInData /* json and csv */, kNotInTable };

struct Column {
  std::string key;      // in json and csv
  std::string heading;  // in tables
  Type type = Type::kText;
  Shown shown = Shown::kAlways;
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Value>> rows;  // as many values as columns
  bool single = false;                   // exactly one row: a thing, not a list
};

struct Screen {
  Format format = Format::kPlain;
  int columns = 0;  // cut lines that are longer; 0: never
};

void Print(const Table& table, const Screen& screen, std::ostream& out);

// A column with the function that gives its value.
template <typename T>
struct ColumnOf {
  Column column;
  std::function<Value(const T&)> value;
};
template <typename T>
using ColumnsOf = std::vector<ColumnOf<T>>;

template <typename T>
ColumnsOf<T> operator+(ColumnsOf<T> left, const ColumnsOf<T>& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

template <typename T, typename Things>
Table TableOf(const ColumnsOf<T>& columns, const Things& things) {
  Table table;
  for (const ColumnOf<T>& column : columns) table.columns.push_back(column.column);
  for (const T& thing : things) {
    std::vector<Value>& row = table.rows.emplace_back();
    for (const ColumnOf<T>& column : columns) row.push_back(column.value(thing));
  }
  return table;
}

template <typename T>
Table SingleOf(const ColumnsOf<T>& columns, const T& thing) {
  Table table = TableOf(columns, std::vector<T>{thing});
  table.single = true;
  return table;
}

}  // namespace nanolearn::cli
