#include "service/letters/mark_values.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"
#include "service/letters/marks.h"

namespace nanolearn::letters {
namespace {

// Names come from lists that others keep.
std::string Plain(absl::string_view text) { return OnOneLine(WithoutForbidden(text)); }

// Our own words, which begin with a capital where a sentence does.
bool IsPhrase(absl::string_view mark) {
  return absl::StartsWith(mark, "lessons_") || mark == "time_needed" || mark == "people_late";
}

bool EndsSentence(absl::string_view text) {
  return absl::EndsWith(text, ".") || absl::EndsWith(text, "!") || absl::EndsWith(text, "?");
}

}  // namespace

int MarkValues::Minutes() const {
  int minutes = 0;
  for (const LessonItem& lesson : values_.lessons) minutes += std::max(lesson.minutes, 0);
  return minutes;
}

std::string MarkValues::LessonsDue() const {
  std::vector<Date> days;
  for (const LessonItem& lesson : values_.lessons) {
    if (!lesson.is_late) days.push_back(lesson.due_date);
  }
  if (days.empty()) return LessonsLate();
  const auto [first, last] = std::minmax_element(days.begin(), days.end());
  return words_.LessonsDue(days.size(), *first, *first == *last);
}

std::string MarkValues::LessonsLate() const {
  const auto late = std::count_if(values_.lessons.begin(), values_.lessons.end(),
                                  [](const LessonItem& lesson) { return lesson.is_late; });
  return late > 0 ? words_.LessonsLate(late) : words_.LessonsWaiting(values_.lessons.size());
}

std::string MarkValues::DueDate() const {
  const auto first =
      std::min_element(values_.lessons.begin(), values_.lessons.end(),
                       [](const LessonItem& a, const LessonItem& b) { return a.due_date < b.due_date; });
  return first == values_.lessons.end() ? "" : words_.Day(first->due_date);
}

std::string MarkValues::Address() const {
  const std::string& url = values_.url;
  for (const char* page : {"/l/", "/sign-in"}) {
    if (const size_t at = url.rfind(page); at != std::string::npos) return url.substr(0, at);
  }
  const size_t host = url.find("://");
  return host == std::string::npos ? url : url.substr(0, url.find('/', host + 3));
}

bool MarkValues::HasValue(absl::string_view mark) const {
  if (mark == "link") return !values_.url.empty();
  if (mark == "lessons") return !values_.lessons.empty();
  if (mark == "groups") return !values_.groups.empty();
  return !Text(mark).empty();
}

std::string MarkValues::Text(absl::string_view mark) const {
  if (mark == "greeting") return words_.Greeting(Plain(values_.given_name));
  if (mark == "organisation") return Plain(values_.organisation);
  if (mark == "contact") {
    return values_.contact_email.empty() ? words_("din chef", "your manager") : Plain(values_.contact_email);
  }
  if (mark == "address") return Address();
  if (mark == "code") return values_.code;
  if (mark == "lessons_waiting") return words_.LessonsWaiting(values_.lessons.size());
  if (mark == "lessons_due") return LessonsDue();
  if (mark == "lessons_late") return LessonsLate();
  if (mark == "time_needed") return words_.TimeNeeded(Minutes());
  if (mark == "due_date") return DueDate();
  if (mark == "days") return words_.Days(values_.days);
  if (mark == "people_late") return words_.PeopleLate(values_.late_people);
  return "";
}

void Filler::Append(std::string text, std::string& filled) {
  const absl::string_view seen = absl::StripAsciiWhitespace(text);
  if (!seen.empty()) is_start_ = EndsSentence(seen);
  filled += text;
}

std::string Filler::Fill(absl::string_view text) {
  std::string filled;
  for (const TextPiece& piece : CutAtMarks(text)) {
    Append(std::string(piece.text), filled);
    if (piece.mark.empty()) continue;
    if (!HasMark(values_.kind(), piece.mark)) {
      Append(absl::StrCat("{{", piece.mark, "}}"), filled);
      continue;
    }
    std::string value = values_.Text(piece.mark);
    if (is_start_ && IsPhrase(piece.mark) && !value.empty()) value[0] = absl::ascii_toupper(value[0]);
    Append(std::move(value), filled);
  }
  return filled;
}

}  // namespace nanolearn::letters
