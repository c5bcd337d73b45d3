// Text tables, as payroll systems write them.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/domain/csv_lines.h"
#include "service/domain/table_file.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// A row that is read again, where it begins, is the same.
Rows RowsOf(TableReader& reader) {
  Rows rows = {reader.header().fields};
  TableRow row, again;
  while (reader.Next(row)) {
    REQUIRE(!row.fields.empty());
    REQUIRE(reader.ReadAt(reader.row_offset(), row.line, again));
    REQUIRE(again.fields == row.fields && again.line == row.line);
    rows.push_back(row.fields);
  }
  return rows;
}

// What we write ourselves is read as it was, but for what would be a formula.
void RequireRoundTrip(const Rows& rows) {
  CsvLines lines("en");
  Rows expected;
  for (const std::vector<std::string>& row : rows) {
    std::vector<std::string> written;
    expected.emplace_back();
    for (const std::string& field : row) {
      const bool is_formula = absl::string_view("=+-@").find(field.empty() ? 'x' : field[0]) != absl::string_view::npos;
      expected.back().push_back(is_formula ? absl::StrCat("'", field) : field);
      written.push_back(lines.Text(field));
    }
    lines.Add(written);
  }
  const absl::StatusOr<TableFile> table = ParseTable(lines.Take(), ',');
  REQUIRE(table.ok() && table->ends_with_newline && table->header.fields == expected[0]);
  REQUIRE(table->rows.size() + 1 == expected.size());
  for (size_t i = 0; i < table->rows.size(); ++i) REQUIRE(table->rows[i].fields == expected[i + 1]);
}

FUZZ_TARGET(table) {
  (void)ReadTable(bytes, {}, "file.csv");
  absl::StatusOr<TableReader> reader = TableReader::Open(bytes, '\0');
  if (!reader.ok()) return;
  const Rows rows = RowsOf(*reader);
  if (reader->header().fields.size() > 1 && reader->status().ok()) RequireRoundTrip(rows);
}

}  // namespace
}  // namespace nanolearn
