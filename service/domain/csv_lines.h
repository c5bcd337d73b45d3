#pragma once
// Tables as files that programs for tables open without being asked how. Pure.

#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace nanolearn {

// UTF-8, lines that end in CRLF. English: as RFC 4180 has it. Swedish: with a byte order mark, without which
// letters like å are misread, semicolons and decimal commas.
class CsvLines {
 public:
  explicit CsvLines(absl::string_view language);

  // Of fields as Text and Number make them.
  void Add(absl::Span<const std::string> fields);

  // Text that such programs would run as a formula begins with an apostrophe then.
  std::string Text(absl::string_view text) const;
  std::string Number(double number) const;

  std::string Take() { return std::move(csv_); }

 private:
  bool is_english_;
  std::string csv_;
};

}  // namespace nanolearn
