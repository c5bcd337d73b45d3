#pragma once
// Reads a whole text table (CSV) at once, for files that are small.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/domain/table_reader.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {

struct TableFile {
  TableRow header;
  std::vector<TableRow> rows;
  bool ends_with_newline = true;  // the last row has its line end
  bool quote_left_open = false;   // the file ended inside a quoted field; it began on the last row's line
};

// What TableReader reads, with its errors.
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
