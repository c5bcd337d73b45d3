#include "service/domain/table_file.h"

#include <csv.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxLineBytes = 1 << 20;
constexpr absl::string_view kNoBreakSpace = "\xC2\xA0";

absl::Status Refuse(absl::string_view reason, absl::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, message, {.reason = std::string(reason)});
}

absl::string_view Trim(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  while (absl::ConsumePrefix(&text, kNoBreakSpace) || absl::ConsumeSuffix(&text, kNoBreakSpace)) {
    text = absl::StripAsciiWhitespace(text);
  }
  return text;
}

bool IsBlank(absl::string_view line) { return absl::StripAsciiWhitespace(line).empty(); }

// With its end. `text` is not empty.
absl::string_view FirstLine(absl::string_view text) {
  size_t end = text.find_first_of("\r\n");
  if (end == absl::string_view::npos) return text;
  if (text[end] == '\r' && absl::StartsWith(text.substr(end + 1), "\n")) ++end;
  return text.substr(0, end + 1);
}

char FindSeparator(absl::string_view text) {
  while (!text.empty() && IsBlank(FirstLine(text))) text.remove_prefix(FirstLine(text).size());
  if (text.empty()) return ';';
  int semicolons = 0, commas = 0, tabs = 0;
  bool quoted = false;
  for (const char c : FirstLine(text)) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    semicolons += c == ';';
    commas += c == ',';
    tabs += c == '\t';
  }
  if (semicolons >= commas && semicolons >= tabs) return ';';
  return commas >= tabs ? ',' : '\t';
}

// Feeds libcsv line by line, which is the only way to know on which line a row begins.
class Parser {
 public:
  explicit Parser(char separator) {
    csv_init(&csv_, 0);
    csv_set_delim(&csv_, static_cast<unsigned char>(separator));
  }
  ~Parser() { csv_free(&csv_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  absl::Status Feed(absl::string_view line) {
    ++line_;
    if (line.size() > kMaxLineBytes) {
      return Refuse("NOT_A_TABLE",
                    absl::StrCat("Line ", line_, " is longer than 1 MB; a table has a line a row."));
    }
    if (!in_row_) row_.line = line_;
    row_ended_ = false;
    if (csv_parse(&csv_, line.data(), line.size(), OnField, OnRow, this) != line.size()) {
      return absl::ResourceExhaustedError(csv_strerror(csv_error(&csv_)));
    }
    in_row_ = !row_ended_ && (in_row_ || !IsBlank(line));
    return absl::OkStatus();
  }

  TableFile Finish() {
    table_.ends_with_newline = !in_row_;
    // Only when it is strict does libcsv tell of an open quote, and then it keeps the row back.
    csv_set_opts(&csv_, CSV_STRICT | CSV_STRICT_FINI);
    table_.quote_left_open = csv_fini(&csv_, OnField, OnRow, this) != 0;
    csv_set_opts(&csv_, 0);
    csv_fini(&csv_, OnField, OnRow, this);
    return std::move(table_);
  }

 private:
  static void OnField(void* field, size_t size, void* self) {
    const absl::string_view text(static_cast<const char*>(field), size);
    static_cast<Parser*>(self)->row_.fields.emplace_back(Trim(text));
  }

  static void OnRow(int, void* self) { static_cast<Parser*>(self)->EndRow(); }

  void EndRow() {
    row_ended_ = true;
    const auto& fields = row_.fields;
    const bool blank = std::all_of(fields.begin(), fields.end(), [](const auto& f) { return f.empty(); });
    if (!blank) {
      if (table_.header.line == 0) {
        table_.header = std::move(row_);
      } else {
        table_.rows.push_back(std::move(row_));
      }
    }
    row_ = TableRow{.line = line_ + 1};
    row_.fields.reserve(table_.header.fields.size());
  }

  csv_parser csv_;
  TableFile table_;
  TableRow row_;
  int line_ = 0;
  bool in_row_ = false;     // the line before ended within a row
  bool row_ended_ = false;  // by the line being fed
};

absl::Status InFile(absl::string_view file_name, const absl::Status& status) {
  return MakeError(status.code(), absl::StrCat(file_name, ": ", status.message()), DetailsOf(status));
}

absl::Status CheckWhole(const TableFile& table, bool may_lack_end) {
  const TableRow& last = table.rows.empty() ? table.header : table.rows.back();
  if (table.quote_left_open) {
    return Refuse("FILE_CUT_OFF",
                  absl::StrCat("The file ends inside a quoted field of the row on line ", last.line,
                               "; it was cut off, or a quotation mark (\") there is one too many."));
  }
  if (table.rows.empty()) {
    return Refuse("EMPTY_FILE", "The file has a header and nothing else; at least one row is expected.");
  }
  const bool complete = last.fields.size() == table.header.fields.size();
  if (table.ends_with_newline || (may_lack_end && complete)) return absl::OkStatus();
  return Refuse(
      "FILE_CUT_OFF",
      absl::StrCat("The file is cut off: its last row, on line ", last.line, ", lacks its line end and has ",
                   last.fields.size(), " of ", table.header.fields.size(), " fields. Export it again",
                   complete ? ", or put last_line_may_lack_end = true in the mapping if "
                              "the system never writes that line end."
                            : "."));
}

absl::StatusOr<TableFile> DecodeAndParse(absl::string_view bytes, const TableFormat& format) {
  ASSIGN_OR_RETURN(const std::string text, DecodeText(bytes, format.encoding));
  ASSIGN_OR_RETURN(TableFile table, ParseTable(text, format.separator));
  RETURN_IF_ERROR(CheckWhole(table, format.last_line_may_lack_end));
  return table;
}

}  // namespace

absl::StatusOr<TableFile> ParseTable(absl::string_view text, char separator) {
  if (separator == '\0') separator = FindSeparator(text);
  Parser parser(separator);
  while (!text.empty()) {
    const absl::string_view line = FirstLine(text);
    RETURN_IF_ERROR(parser.Feed(line));
    text.remove_prefix(line.size());
  }
  TableFile table = parser.Finish();
  if (table.header.fields.empty()) {
    return Refuse("EMPTY_FILE", "The file is empty; a header with the columns' names is expected first.");
  }
  if (table.header.fields.size() == 1 && !table.quote_left_open) {
    return Refuse(
        "NOT_A_TABLE",
        absl::StrCat("The header on line ", table.header.line, " has one column only; several, separated by ",
                     separator == '\t' ? "tab" : std::string(1, separator), ", are expected."));
  }
  return table;
}

absl::StatusOr<TableFile> ReadTable(absl::string_view bytes, const TableFormat& format,
                                    absl::string_view file_name) {
  absl::StatusOr<TableFile> table = DecodeAndParse(bytes, format);
  if (!table.ok()) return InFile(file_name, table.status());
  return table;
}

}  // namespace nanolearn
