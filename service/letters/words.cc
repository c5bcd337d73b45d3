#include "service/letters/words.h"

#include "absl/strings/str_cat.h"
#include "service/domain/plain_words.h"

namespace nanolearn::letters {

std::string Words::Day(Date day) const { return PlainWords(language()).Day(day); }

std::string Words::TimeNeeded(int minutes) const {
  if (minutes <= 0) return (*this)("några minuter", "a few minutes");
  if (minutes == 1) return (*this)("ungefär en minut", "about one minute");
  return absl::StrCat((*this)("ungefär ", "about "), minutes, (*this)(" minuter", " minutes"));
}

std::string Words::Days(int days) const {
  if (days <= 0) return (*this)("en begränsad tid", "a limited time");
  if (days == 1) return (*this)("en dag", "one day");
  return absl::StrCat(days, (*this)(" dagar", " days"));
}

std::string Words::Greeting(absl::string_view given_name) const {
  const std::string hello = (*this)("Hej", "Hello");
  return given_name.empty() ? absl::StrCat(hello, "!") : absl::StrCat(hello, " ", given_name, "!");
}

std::string Words::LessonsWaiting(size_t count) const {
  if (count <= 1) return (*this)("en kort lektion väntar", "a short lesson is waiting");
  return absl::StrCat(count, (*this)(" korta lektioner väntar", " short lessons are waiting"));
}

std::string Words::LessonsDue(size_t count, Date first, bool is_one_day) const {
  const std::string day = Day(first);
  if (count <= 1) {
    return absl::StrCat((*this)("en lektion ska vara klar senast den ", "a lesson is due on "), day);
  }
  if (is_one_day) {
    return absl::StrCat(count, (*this)(" lektioner ska vara klara senast den ", " lessons are due on "), day);
  }
  return absl::StrCat(
      count, (*this)(" lektioner ska vara klara, den första senast den ", " lessons are due, the first on "),
      day);
}

std::string Words::LessonsLate(size_t count) const {
  if (count <= 1) return (*this)("en lektion är försenad", "a lesson is late");
  return absl::StrCat(count, (*this)(" lektioner är försenade", " lessons are late"));
}

std::string Words::PeopleLate(int count) const {
  if (count <= 0) return (*this)("ingen har försenade lektioner", "nobody has late lessons");
  if (count == 1) return (*this)("en person har försenade lektioner", "one person has late lessons");
  return absl::StrCat(count, (*this)(" personer har försenade lektioner", " people have late lessons"));
}

std::string Words::LessonNote(const LessonItem& lesson) const {
  std::string note;
  if (lesson.minutes == 1) note = (*this)("1 minut, ", "1 minute, ");
  if (lesson.minutes > 1) note = absl::StrCat(lesson.minutes, (*this)(" minuter, ", " minutes, "));
  absl::StrAppend(&note, lesson.is_late ? (*this)("skulle ha varit klar den ", "was due on ")
                                        : (*this)("ska vara klar senast den ", "due on "));
  return absl::StrCat(note, Day(lesson.due_date));
}

std::string Words::Done(const GroupItem& group) const {
  std::string text = absl::StrCat(group.completed, (*this)(" av ", " of "), group.required);
  if (group.required > 0) {
    // Never rounded up to all.
    const int64_t percent = int64_t{100} * group.completed / group.required;
    absl::StrAppend(&text, " (", percent, (*this)("\u00a0%)", "%)"));
  }
  return text;
}

std::string Words::GroupNote(const GroupItem& group) const {
  return absl::StrCat(Done(group), (*this)(" klara, ", " done, "), group.overdue,
                      group.overdue == 1 ? (*this)(" försenad", " late") : (*this)(" försenade", " late"));
}

std::string Words::More(size_t count) const {
  return absl::StrCat((*this)("och ", "and "), count, (*this)(" till", " more"));
}

std::string Words::Button(LetterKind kind, size_t lessons) const {
  switch (kind) {
    case LetterKind::kDigest:
    case LetterKind::kEscalation:
      return (*this)("Se hur det går", "See how it goes");
    case LetterKind::kSignIn:
      return (*this)("Logga in", "Sign in");
    default:
      break;
  }
  return lessons > 1 ? (*this)("Öppna lektionerna", "Open the lessons")
                     : (*this)("Öppna lektionen", "Open the lesson");
}

}  // namespace nanolearn::letters
