#pragma once
// What letters say in Swedish and English.

#include <string>

#include "absl/strings/string_view.h"
#include "service/base/date.h"
#include "service/letters/letter.h"

namespace nanolearn::letters {

class Words {
 public:
  explicit Words(absl::string_view language) : is_swedish_(language != "en") {}

  std::string operator()(absl::string_view swedish, absl::string_view english) const {
    return std::string(is_swedish_ ? swedish : english);
  }
  std::string language() const { return (*this)("sv", "en"); }

  // "14 december 2026".
  std::string Day(Date day) const;
  // "ungefär 4 minuter".
  std::string TimeNeeded(int minutes) const;
  // "60 dagar".
  std::string Days(int days) const;
  // "Hej Anna!"
  std::string Greeting(absl::string_view given_name) const;
  // "3 korta lektioner väntar".
  std::string LessonsWaiting(size_t count) const;
  // "3 lektioner ska vara klara, den första senast den 14 december 2026"
  std::string LessonsDue(size_t count, Date first, bool is_one_day) const;
  // "3 lektioner är försenade".
  std::string LessonsLate(size_t count) const;
  // "3 personer har försenade lektioner".
  std::string PeopleLate(int count) const;

  // "2 minuter, senast 14 december 2026".
  std::string LessonNote(const LessonItem& lesson) const;
  // "142 av 160 klara (89 %), 7 försenade".
  std::string GroupNote(const GroupItem& group) const;
  // "142 av 160 (89 %)".
  std::string Done(const GroupItem& group) const;
  // "och 5 till".
  std::string More(size_t count) const;
  // What the button says.
  std::string Button(LetterKind kind, size_t lessons) const;

 private:
  bool is_swedish_;
};

}  // namespace nanolearn::letters
