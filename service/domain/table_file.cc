#include "service/domain/table_file.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

absl::Status Refuse(absl::string_view reason, absl::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, message, {.reason = std::string(reason)});
}

absl::Status InFile(absl::string_view file_name, const absl::Status& status) {
  return MakeError(status.code(), absl::StrCat(file_name, ": ", status.message()), DetailsOf(status));
}

absl::Status RefuseCutOff(const CutOffRow& row, size_t columns) {
  if (row.quote_left_open) {
    return Refuse("FILE_CUT_OFF",
                  absl::StrCat("The file ends inside a quoted field of the row on line ", row.line,
                               "; it was cut off, or a quotation mark (\") there is one too many."));
  }
  return Refuse(
      "FILE_CUT_OFF",
      absl::StrCat("The file is cut off: its last row, on line ", row.line, ", lacks its line end and has ",
                   row.fields, " of ", columns, " fields. Export it again",
                   row.fields == columns ? ", or put last_line_may_lack_end = true in the mapping if "
                                           "the system never writes that line end."
                                         : "."));
}

absl::StatusOr<TableFile> ReadRows(TableReader& reader) {
  TableFile table;
  TableRow row;
  while (reader.Next(row)) table.rows.push_back(row);
  RETURN_IF_ERROR(reader.status());
  table.header = reader.header();
  table.ends_with_newline = reader.ends_with_newline();
  table.quote_left_open = reader.quote_left_open();
  return table;
}

absl::StatusOr<TableFile> DecodeAndParse(absl::string_view bytes, const TableFormat& format) {
  ASSIGN_OR_RETURN(const DecodedText text, DecodeText(bytes, format.encoding));
  ASSIGN_OR_RETURN(TableReader reader, TableReader::Open(text.view(), format.separator));
  ASSIGN_OR_RETURN(TableFile table, ReadRows(reader));
  const std::optional<CutOffRow> cut = reader.CutOff(format.last_line_may_lack_end);
  if (cut) return RefuseCutOff(*cut, table.header.fields.size());
  if (table.rows.empty()) {
    return Refuse("EMPTY_FILE", "The file has a header and nothing else; at least one row is expected.");
  }
  return table;
}

}  // namespace

absl::StatusOr<TableFile> ParseTable(absl::string_view text, char separator) {
  ASSIGN_OR_RETURN(TableReader reader, TableReader::Open(text, separator));
  return ReadRows(reader);
}

absl::StatusOr<TableFile> ReadTable(absl::string_view bytes, const TableFormat& format,
                                    absl::string_view file_name) {
  absl::StatusOr<TableFile> table = DecodeAndParse(bytes, format);
  if (!table.ok()) return InFile(file_name, table.status());
  return table;
}

}  // namespace nanolearn
