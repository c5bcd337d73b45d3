#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn {

// Something wrong with one row of a file. Text is for people; `reason` is for programs.
struct RowProblem {
  enum class Severity {
    kWarning,
    kError
  };  // kError: the row was left out; kWarning: it was used without the bad part

  Severity severity = Severity::kError;
  std::string file;
  int line = 0;         // of the row's first character, the header is line 1
  std::string column;   // the heading as the file spells it; empty: the row as a whole
  std::string reason;   // UPPER_SNAKE_CASE, e.g. "UNKNOWN_UNIT"
  std::string found;    // at most 40 characters, personnummer masked as "19800101-****"
  std::string message;  // a sentence: what is wrong and what was expected
};

// What to put into `found`: masked, cut, and without control characters.
std::string FoundText(absl::string_view text);

}  // namespace nanolearn
