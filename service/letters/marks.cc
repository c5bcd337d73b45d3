#include "service/letters/marks.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "service/domain/markdown.h"

namespace nanolearn::letters {
namespace {

using Names = std::vector<absl::string_view>;

const Names& LessonMarks() {
  static const Names* const kNames = new Names{
      "greeting",        "organisation", "contact",      "link",        "address",  "code", "lessons",
      "lessons_waiting", "lessons_due",  "lessons_late", "time_needed", "due_date", "days"};
  return *kNames;
}

const Names& DigestMarks() {
  static const Names* const kNames =
      new Names{"greeting", "organisation", "contact", "link", "address", "groups"};
  return *kNames;
}

const Names& EscalationMarks() {
  static const Names* const kNames =
      new Names{"greeting", "organisation", "contact", "link", "address", "groups", "people_late"};
  return *kNames;
}

const Names& SignInMarks() {
  static const Names* const kNames = new Names{"greeting", "organisation", "contact", "link", "address"};
  return *kNames;
}

bool IsNameCharacter(char c) { return absl::ascii_islower(c) || c == '_'; }

// The name when `text` begins with a whole mark, and how long the mark is.
struct FoundMark {
  absl::string_view name;
  size_t size = 0;
};
FoundMark MarkAt(absl::string_view text) {
  const size_t end = text.find("}}");
  if (!absl::StartsWith(text, "{{") || end == absl::string_view::npos) return {};
  const absl::string_view name = absl::StripAsciiWhitespace(text.substr(2, end - 2));
  if (name.empty() || !std::all_of(name.begin(), name.end(), IsNameCharacter)) return {};
  return {name, end + 2};
}

}  // namespace

const Names& MarksOf(LetterKind kind) {
  switch (kind) {
    case LetterKind::kInvitation:
    case LetterKind::kReminder:
    case LetterKind::kOverdue:
    case LetterKind::kNewLink:
      return LessonMarks();
    case LetterKind::kDigest:
      return DigestMarks();
    case LetterKind::kEscalation:
      return EscalationMarks();
    case LetterKind::kSignIn:
      break;
  }
  return SignInMarks();
}

bool HasMark(LetterKind kind, absl::string_view mark) {
  const Names& names = MarksOf(kind);
  return std::find(names.begin(), names.end(), mark) != names.end();
}

bool IsBlockMark(absl::string_view mark) { return mark == "link" || mark == "lessons" || mark == "groups"; }

std::vector<TextPiece> CutAtMarks(absl::string_view text) {
  std::vector<TextPiece> pieces;
  size_t begin = 0, at = 0;
  while ((at = std::min(text.find("{{", at), text.find("}}", at))) != absl::string_view::npos) {
    const FoundMark mark = MarkAt(text.substr(at));
    if (mark.size > 0) {
      pieces.push_back({text.substr(begin, at - begin), mark.name});
      at += mark.size;
    } else {
      at += 2;
      pieces.push_back({.text = text.substr(begin, at - begin), .is_odd = true});
    }
    begin = at;
  }
  pieces.push_back({.text = text.substr(begin)});
  return pieces;
}

absl::string_view LoneMark(absl::string_view text) {
  const absl::string_view stripped = absl::StripAsciiWhitespace(text);
  const FoundMark mark = MarkAt(stripped);
  return mark.size == stripped.size() ? mark.name : absl::string_view();
}

absl::string_view LoneBlockMark(cmark_node* paragraph) {
  cmark_node* const only = cmark_node_first_child(paragraph);
  if (!IsType(cmark_node_parent(paragraph), CMARK_NODE_DOCUMENT) || !IsType(only, CMARK_NODE_TEXT) ||
      only != cmark_node_last_child(paragraph)) {
    return "";
  }
  const absl::string_view mark = LoneMark(cmark_node_get_literal(only));
  return IsBlockMark(mark) ? mark : "";
}

}  // namespace nanolearn::letters
