#pragma once
// Reads a text table (CSV) row by row, as payroll systems and spreadsheets write it.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn {

struct TableRow {
  int line = 0;  // of the row's first character; the header's is 1 when the file begins with it
  std::vector<std::string> fields;  // UTF-8, surrounding white space (no-break spaces too) removed
};

// The row with which a file ends when it is not whole.
struct CutOffRow {
  int line = 0;
  size_t fields = 0;
  bool quote_left_open = false;  // it began in this row
};

// RFC 4180. Lines end with CRLF, LF or CR, also mixed; quoted fields may hold line ends. Blank lines, and
// those with nothing but separators that spreadsheets leave behind, are left out. Rows may have another
// number of fields than the header. Keeps one row, whatever the size of the text.
class TableReader {
 public:
  // Reads the header. `utf8_text` must outlive the reader. With `separator` '\0' it is the one of ; , and tab
  // that is most frequent in the first line outside quotes. INVALID_ARGUMENT with reason EMPTY_FILE for no
  // header, NOT_A_TABLE for a header with one field only.
  static absl::StatusOr<TableReader> Open(absl::string_view utf8_text, char separator);
  ~TableReader();
  TableReader(TableReader&&) noexcept;
  TableReader& operator=(TableReader&&) noexcept;

  const TableRow& header() const { return header_; }
  char separator() const;

  // The next row, into the strings of `row`. False at the end, and when `status` is not OK.
  bool Next(TableRow& row);
  // INVALID_ARGUMENT with reason NOT_A_TABLE after a line over 1 MB.
  const absl::Status& status() const { return status_; }
  // Where the text of the row that Next gave last begins, to be read again with ReadAt.
  size_t row_offset() const { return row_offset_; }
  // Does not move Next on. False when there is no row.
  bool ReadAt(size_t offset, int line, TableRow& row);

  // Of the row that Next gave last, or what follows it; before it, of the header.
  bool ends_with_newline() const { return end_ != End::kNoNewline; }
  bool quote_left_open() const { return end_ == End::kQuoteOpen; }
  // The row that ends the file when it lacks its line end, unless that is allowed and it has as many fields
  // as the header, or when its quote is open. Known as soon as Next gave that row, which better is not used.
  std::optional<CutOffRow> CutOff(bool last_line_may_lack_end) const;

 private:
  enum class End { kWhole, kNoNewline, kQuoteOpen };
  class Parser;
  explicit TableReader(std::unique_ptr<Parser> parser);

  std::unique_ptr<Parser> parser_;
  TableRow header_;
  size_t row_offset_ = 0;
  CutOffRow last_;  // what was parsed last
  End end_ = End::kWhole;
  absl::Status status_;
};

}  // namespace nanolearn
