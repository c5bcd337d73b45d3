#pragma once
// Reads a text table (CSV) as payroll systems and spreadsheets write it.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {

struct TableRow {
  int line = 0;  // of the row's first character; the header's is 1 when the file begins with it
  std::vector<std::string> fields;  // UTF-8, surrounding white space (no-break spaces too) removed
};

struct TableFile {
  TableRow header;
  // May have another number of fields than the header. Blank lines, and those with nothing but separators
  // that spreadsheets leave behind, are left out.
  std::vector<TableRow> rows;
  bool ends_with_newline = true;  // the last row has its line end
  bool quote_left_open = false;   // the file ended inside a quoted field; it began on the last row's line
};

// RFC 4180 with `separator`, or with the one of ; , and tab that is most frequent in the first line outside
// quotes when it is '\0'. Lines end with CRLF, LF or CR; quoted fields may hold line ends. INVALID_ARGUMENT
// with reason EMPTY_FILE for no header, NOT_A_TABLE for a header with one field only or a line over 1 MB.
absl::StatusOr<TableFile> ParseTable(absl::string_view text, char separator);

struct TableFormat {
  std::string encoding = "auto";
  char separator = '\0';
  bool last_line_may_lack_end = false;
};

// Decodes and parses a file that must be whole. Besides the refusals above, which get the file's name in
// front: EMPTY_FILE for a header and nothing else, FILE_CUT_OFF for an open quote or a last row without its
// line end, unless `format` allows that and the row has as many fields as the header.
absl::StatusOr<TableFile> ReadTable(absl::string_view bytes, const TableFormat& format,
                                    absl::string_view file_name);

}  // namespace nanolearn
