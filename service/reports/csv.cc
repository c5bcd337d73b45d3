#include "service/reports/csv.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace nanolearn::reports {
namespace {

// Programs that show tables run text that begins so as a formula.
bool LooksLikeFormula(const std::string& text) {
  return !text.empty() && absl::string_view("=+-@\t\r").find(text.front()) != absl::string_view::npos;
}

// As programs that show tables read it in the report's language without being asked how.
struct Dialect {
  absl::string_view start;  // a byte order mark, without which letters like å are misread
  absl::string_view separator;
  absl::string_view point;  // in numbers
  absl::string_view headings[5];
};

constexpr Dialect kSwedish = {"\xEF\xBB\xBF", ";", ",", {"avsnitt", "tabell", "rad", "siffra", "värde"}};
constexpr Dialect kEnglish = {"", ",", ".", {"section", "table", "row", "figure", "value"}};

class CsvWriter {
 public:
  explicit CsvWriter(const Dialect& dialect) : dialect_(dialect), csv_(dialect.start) {
    AddLine(dialect.headings);
  }

  void Add(const std::string& section, const Table& table) {
    for (const std::vector<Cell>& row : table.rows) {
      for (size_t i = 1; i < row.size(); ++i) {
        if (table.columns[i].is_bar) continue;
        const std::string fields[5] = {Quoted(section), Quoted(table.caption), Quoted(row[0].text),
                                       Quoted(table.columns[i].heading), ValueOf(row[i])};
        AddLine(fields);
      }
    }
  }

  std::string Take() { return std::move(csv_); }

 private:
  template <typename Text>
  void AddLine(const Text (&fields)[5]) {
    absl::StrAppend(&csv_, absl::StrJoin(fields, dialect_.separator), "\r\n");
  }

  std::string Quoted(const std::string& text) const {
    const std::string safe = LooksLikeFormula(text) ? absl::StrCat("'", text) : text;
    if (safe.find_first_of(absl::StrCat(dialect_.separator, "\"\r\n")) == std::string::npos) return safe;
    return absl::StrCat("\"", absl::StrReplaceAll(safe, {{"\"", "\"\""}}), "\"");
  }

  std::string ValueOf(const Cell& cell) const {
    if (!cell.number) return Quoted(cell.text);
    if (cell.unit == Unit::kCount) return absl::StrCat(std::llround(*cell.number));
    return absl::StrReplaceAll(absl::StrCat(*cell.number), {{".", dialect_.point}});
  }

  const Dialect& dialect_;
  std::string csv_;
};

}  // namespace

std::string Csv(const Document& document) {
  CsvWriter writer(document.language == "en" ? kEnglish : kSwedish);
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      if (const Table* table = std::get_if<Table>(&block)) writer.Add(section.heading, *table);
    }
  }
  return writer.Take();
}

}  // namespace nanolearn::reports
