#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "service/letters/letter.h"
#include "service/letters/words.h"

namespace nanolearn::letters {

// What marks stand for in one letter. Everything is plain text on one line; whoever writes it escapes it.
class MarkValues {
 public:
  MarkValues(LetterKind kind, absl::string_view language, const LetterValues& values)
      : kind_(kind), words_(language), values_(values) {}

  LetterKind kind() const { return kind_; }
  const Words& words() const { return words_; }
  const LetterValues& values() const { return values_; }

  // False: whatever the mark stands in is left out of the letter.
  bool HasValue(absl::string_view mark) const;
  // Of a mark that is no block.
  std::string Text(absl::string_view mark) const;
  std::string Button() const { return words_.Button(kind_, values_.lessons.size()); }

 private:
  std::string LessonsDue() const;
  std::string LessonsLate() const;
  std::string DueDate() const;
  // Where the pages begin, to be typed by hand.
  std::string Address() const;
  int Minutes() const;

  LetterKind kind_;
  Words words_;
  const LetterValues& values_;
};

// Puts values in the place of marks, text by text.
class Filler {
 public:
  explicit Filler(const MarkValues& values) : values_(values) {}

  // A sentence begins.
  void Begin() { is_start_ = true; }
  std::string Fill(absl::string_view text);

 private:
  void Append(std::string text, std::string& filled);

  const MarkValues& values_;
  bool is_start_ = true;
};

}  // namespace nanolearn::letters
