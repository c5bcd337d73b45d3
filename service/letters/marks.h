#pragma once
// Marks such as {{lessons}} in templates.

#include <cmark-gfm.h>

#include <vector>

#include "absl/strings/string_view.h"
#include "service/domain/mail_template.h"

namespace nanolearn::letters {

// Those that a kind of letter may use.
const std::vector<absl::string_view>& MarksOf(LetterKind kind);
// Whether a kind of letter may use it.
bool HasMark(LetterKind kind, absl::string_view mark);
// A button, a list or a table: stands in a paragraph of its own.
bool IsBlockMark(absl::string_view mark);

// A text as it is read from left to right: some text, then a mark. The last one has no mark.
struct TextPiece {
  absl::string_view text;
  absl::string_view mark;  // its name; empty: none
  bool is_odd = false;     // two braces that make no mark; they are the end of `text`
};
std::vector<TextPiece> CutAtMarks(absl::string_view text);

// The mark that is all there is in the text, apart from white space; empty: none.
absl::string_view LoneMark(absl::string_view text);
// The block mark that is all there is in a paragraph of the document; empty: none.
absl::string_view LoneBlockMark(cmark_node* paragraph);

}  // namespace nanolearn::letters
