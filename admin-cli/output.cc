#include "admin-cli/output.h"

#include "admin-cli/output_forms.h"

namespace nanolearn::cli {
namespace {

bool IsIn(Shown shown, Format format) {
  switch (shown) {
    case Shown::kAlways:
      return true;
    case Shown::kInTable:
      return format == Format::kTable;
    case Shown::kInData:
      return format == Format::kJson || format == Format::kCsv;
    case Shown::kNotInTable:
      return format != Format::kTable;
  }
  return true;
}

Table OnlyFor(const Table& table, Format format) {
  Table only{.single = table.single};
  only.rows.resize(table.rows.size());
  for (size_t c = 0; c < table.columns.size(); ++c) {
    if (!IsIn(table.columns[c].shown, format)) continue;
    only.columns.push_back(table.columns[c]);
    for (size_t r = 0; r < table.rows.size(); ++r) only.rows[r].push_back(table.rows[r][c]);
  }
  return only;
}

}  // namespace

void Print(const Table& table, const Screen& screen, std::ostream& out) {
  const Table only = OnlyFor(table, screen.format);
  switch (screen.format) {
    case Format::kTable:
      return PrintTable(only, screen.columns, out);
    case Format::kPlain:
      return PrintPlain(only, out);
    case Format::kJson:
      return PrintJson(only, out);
    case Format::kCsv:
      return PrintCsv(only, out);
  }
}

}  // namespace nanolearn::cli
