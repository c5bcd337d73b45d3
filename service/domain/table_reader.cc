#include "service/domain/table_reader.h"

#include <csv.h>

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/error.h"
#include "service/domain/text_lines.h"

namespace nanolearn {
namespace {

// Also of one row's lines together: what is longer has a quotation mark too many.
constexpr size_t kMaxLineBytes = 1 << 20;
constexpr absl::string_view kNoBreakSpace = "\xC2\xA0";

absl::Status Refuse(absl::string_view reason, absl::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, message, {.reason = std::string(reason)});
}

bool MayBeSpace(unsigned char c) { return c <= ' ' || c == 0xC2 || c == 0xA0; }

absl::string_view Trim(absl::string_view text) {
  if (text.empty() || (!MayBeSpace(text.front()) && !MayBeSpace(text.back()))) return text;
  text = absl::StripAsciiWhitespace(text);
  while (absl::ConsumePrefix(&text, kNoBreakSpace) || absl::ConsumeSuffix(&text, kNoBreakSpace)) {
    text = absl::StripAsciiWhitespace(text);
  }
  return text;
}

}  // namespace

// Feeds libcsv line by line, which is the only way to know on which line a row begins.
class TableReader::Parser {
 public:
  struct Place {
    size_t offset = 0;
    int line = 1;
  };

  Parser(absl::string_view text, char separator) : lines_(text), separator_(separator) {
    csv_init(&csv_, 0);
    csv_set_delim(&csv_, static_cast<unsigned char>(separator));
    csv_set_blk_size(&csv_, 4096);
  }
  ~Parser() { csv_free(&csv_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  char separator() const { return separator_; }
  Place& place() { return place_; }              // of the next row
  const Place& begin() const { return begin_; }  // of the row read last
  End end() const { return end_; }
  size_t fields() const { return fields_; }
  const absl::Status& status() const { return status_; }

  // The next row that is not blank, from `place` on, which it moves behind the row. False at the end of the
  // text or when `status` is not OK; `end` and `fields` tell of blank rows, too.
  bool Read(Place& place, TableRow& row) {
    row_ = &row;
    Begin(place);
    while (place.offset < lines_.size()) {
      if (!Feed(place)) return false;
      if (row_ended_) {
        if (!row_is_blank_) return Finish();
        Begin(place);
      } else if (place.offset - begin_.offset > kMaxLineBytes) {
        break;
      }
    }
    return ReadLastWithoutEnd();
  }

 private:
  void Begin(const Place& place) {
    begin_ = place;
    fields_ = 0;
    row_is_blank_ = true;
    row_ended_ = in_row_ = false;
    end_ = End::kWhole;
  }

  bool Feed(Place& place) {
    const absl::string_view line = lines_.At(place.offset);
    if (line.size() > kMaxLineBytes) {
      status_ = Refuse("NOT_A_TABLE",
                       absl::StrCat("Line ", place.line, " is longer than 1 MB; a table has a line a row."));
      return false;
    }
    if (!in_row_) begin_ = place;
    if (csv_parse(&csv_, line.data(), line.size(), OnField, OnRow, this) != line.size()) {
      status_ = absl::ResourceExhaustedError(csv_strerror(csv_error(&csv_)));
      return false;
    }
    in_row_ = in_row_ || !IsBlankLine(line);
    place.offset += line.size();
    ++place.line;
    return true;
  }

  bool ReadLastWithoutEnd() {
    // Only when it is strict does libcsv tell of an open quote, and then it keeps the row back.
    csv_set_opts(&csv_, CSV_STRICT | CSV_STRICT_FINI);
    const bool quote_open = csv_fini(&csv_, OnField, OnRow, this) != 0;
    csv_set_opts(&csv_, 0);
    csv_fini(&csv_, OnField, OnRow, this);
    end_ = quote_open ? End::kQuoteOpen : in_row_ ? End::kNoNewline : End::kWhole;
    return !row_is_blank_ && Finish();
  }

  bool Finish() {
    row_->line = begin_.line;
    row_->fields.resize(fields_);
    return true;
  }

  static void OnField(void* field, size_t size, void* self) {
    static_cast<Parser*>(self)->AddField(Trim({static_cast<const char*>(field), size}));
  }
  static void OnRow(int, void* self) { static_cast<Parser*>(self)->row_ended_ = true; }

  void AddField(absl::string_view text) {
    if (fields_ == row_->fields.size()) row_->fields.emplace_back();
    row_->fields[fields_++].assign(text.data(), text.size());
    row_is_blank_ &= text.empty();
  }

  csv_parser csv_;
  TextLines lines_;
  char separator_;
  Place place_, begin_;
  TableRow* row_ = nullptr;  // being read
  size_t fields_ = 0;        // of it, so far
  bool row_is_blank_ = true;
  bool in_row_ = false;     // a line of it was fed
  bool row_ended_ = false;  // by the line being fed
  End end_ = End::kWhole;
  absl::Status status_;
};

TableReader::TableReader(std::unique_ptr<Parser> parser) : parser_(std::move(parser)) {}
TableReader::~TableReader() = default;
TableReader::TableReader(TableReader&&) noexcept = default;
TableReader& TableReader::operator=(TableReader&&) noexcept = default;

absl::StatusOr<TableReader> TableReader::Open(absl::string_view utf8_text, char separator) {
  if (separator == '\0') separator = FindSeparator(utf8_text);
  TableReader reader(std::make_unique<Parser>(utf8_text, separator));
  if (!reader.Next(reader.header_)) {
    if (!reader.status().ok()) return reader.status();
    return Refuse("EMPTY_FILE", "The file is empty; a header with the columns' names is expected first.");
  }
  if (reader.header().fields.size() == 1 && !reader.quote_left_open()) {
    return Refuse("NOT_A_TABLE",
                  absl::StrCat("The header on line ", reader.header().line,
                               " has one column only; several, separated by ",
                               separator == '\t' ? "tab" : std::string(1, separator), ", are expected."));
  }
  return reader;
}

char TableReader::separator() const { return parser_->separator(); }

bool TableReader::Next(TableRow& row) {
  if (!status_.ok() || end_ != End::kWhole) return false;
  const bool found = parser_->Read(parser_->place(), row);
  status_ = parser_->status();
  end_ = parser_->end();
  if (found) row_offset_ = parser_->begin().offset;
  last_ = {parser_->begin().line, parser_->fields(), quote_left_open()};
  return found;
}

bool TableReader::ReadAt(size_t offset, int line, TableRow& row) {
  Parser::Place place{offset, line};
  return parser_->Read(place, row);
}

std::optional<CutOffRow> TableReader::CutOff(bool last_line_may_lack_end) const {
  const bool complete = last_.fields == header_.fields.size();
  if (end_ == End::kWhole) return std::nullopt;
  if (!last_.quote_left_open && last_line_may_lack_end && complete) return std::nullopt;
  return last_;
}

}  // namespace nanolearn
