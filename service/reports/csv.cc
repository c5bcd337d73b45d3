#include "service/reports/csv.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace nanolearn::reports {
namespace {

// Programs that show tables run text that begins so as a formula.
bool LooksLikeFormula(const std::string& text) {
  return !text.empty() && absl::string_view("=+-@\t\r").find(text.front()) != absl::string_view::npos;
}

std::string Quoted(const std::string& text) {
  const std::string safe = LooksLikeFormula(text) ? absl::StrCat("'", text) : text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  return absl::StrCat("\"", absl::StrReplaceAll(safe, {{"\"", "\"\""}}), "\"");
}

std::string ValueOf(const Cell& cell) {
  if (!cell.number) return Quoted(cell.text);
  return absl::StrCat(*cell.number);
}

void AddTable(const std::string& section, const Table& table, std::string& csv) {
  for (const std::vector<Cell>& row : table.rows) {
    for (size_t i = 1; i < row.size(); ++i) {
      if (table.columns[i].is_bar) continue;
      absl::StrAppend(&csv,
                      absl::StrJoin({Quoted(section), Quoted(table.caption), Quoted(row[0].text),
                                     Quoted(table.columns[i].heading), ValueOf(row[i])},
                                    ","),
                      "\r\n");
    }
  }
}

}  // namespace

std::string Csv(const Document& document) {
  std::string csv = "section,table,row,figure,value\r\n";
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      if (const Table* table = std::get_if<Table>(&block)) AddTable(section.heading, *table, csv);
    }
  }
  return csv;
}

}  // namespace nanolearn::reports
