#include "service/reports/csv.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "service/domain/csv_lines.h"

namespace nanolearn::reports {
namespace {

class CsvWriter {
 public:
  explicit CsvWriter(bool is_english) : lines_(is_english ? "en" : "sv") {
    if (is_english) {
      lines_.Add({"section", "table", "row", "figure", "value"});
    } else {
      lines_.Add({"avsnitt", "tabell", "rad", "siffra", "värde"});
    }
  }

  void Add(const std::string& section, const Table& table) {
    for (const std::vector<Cell>& row : table.rows) {
      for (size_t i = 1; i < row.size(); ++i) {
        if (table.columns[i].is_bar) continue;
        lines_.Add({lines_.Text(section), lines_.Text(table.caption), lines_.Text(row[0].text),
                    lines_.Text(table.columns[i].heading), ValueOf(row[i])});
      }
    }
  }

  std::string Take() { return lines_.Take(); }

 private:
  std::string ValueOf(const Cell& cell) const {
    if (!cell.number) return lines_.Text(cell.text);
    if (cell.unit == Unit::kCount) return absl::StrCat(std::llround(*cell.number));
    return lines_.Number(*cell.number);
  }

  CsvLines lines_;
};

}  // namespace

std::string Csv(const Document& document) {
  CsvWriter writer(document.language == "en");
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      if (const Table* table = std::get_if<Table>(&block)) writer.Add(section.heading, *table);
    }
  }
  return writer.Take();
}

}  // namespace nanolearn::reports
