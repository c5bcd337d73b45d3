#pragma once
// Reads a text table (CSV) as payroll systems and spreadsheets write it.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn {

struct TableRow {
  int line = 0;  // of the row's first character; the header's is 1 when the file begins with it
  std::vector<std::string> fields;  // UTF-8, surrounding white space removed
};

struct TableFile {
  TableRow header;
  std::vector<TableRow> rows;  // may have another number of fields than the header; blank lines are left out
  bool ends_with_newline = true;  // the last row has its line end
  bool quote_left_open = false;   // the file ended inside a quoted field
};

// UTF-8 from UTF-8 with or without BOM, UTF-16 with BOM, or Windows-1252. `encoding` is "auto" or one of
// "utf-8", "utf-16", "windows-1252". INVALID_ARGUMENT with reason NOT_TEXT when the bytes are none of them
// (control characters, bytes that the encoding lacks); the message says where (byte offset or line).
absl::StatusOr<std::string> DecodeText(absl::string_view bytes, absl::string_view encoding);

// RFC 4180 with `separator`, or with the one of ; , and tab that is most frequent in the first line outside
// quotes when it is '\0'. CRLF, LF and CR-less files; embedded newlines in quotes. INVALID_ARGUMENT with
// reason EMPTY_FILE for no header, NOT_A_TABLE for a header with one field only or a line over 1 MB.
absl::StatusOr<TableFile> ParseTable(absl::string_view text, char separator);

}  // namespace nanolearn
