#include <limits>
#include <map>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/domain/email_address.h"
#include "service/domain/errors/mail.h"
#include "service/domain/markdown.h"
#include "service/domain/nearest_word.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"
#include "service/letters/letter.h"
#include "service/letters/marks.h"

namespace nanolearn::letters {
namespace {

constexpr size_t kMaxSubjectCharacters = 150;
constexpr size_t kMaxBodyCharacters = 10000;
constexpr size_t kMaxProblems = 20;
constexpr int kMaxListDepth = 2;
constexpr int kLast = std::numeric_limits<int>::max();  // after every line

constexpr absl::string_view kSubject = "template.subject";
constexpr absl::string_view kBody = "template.body";

bool IsMailAddress(absl::string_view url) {
  constexpr absl::string_view kScheme = "mailto:";
  return absl::StartsWithIgnoreCase(url, kScheme) && !absl::StrContains(url, "?") &&
         NormalizeEmailAddress(url.substr(kScheme.size())).has_value();
}

int ListDepth(cmark_node* node) {
  int depth = 0;
  for (; node && depth <= kMaxListDepth; node = cmark_node_parent(node)) {
    if (IsType(node, CMARK_NODE_LIST)) ++depth;
  }
  return depth;
}

class Checker {
 public:
  explicit Checker(const MailTemplate& mail_template) : template_(mail_template) {}

  absl::Status Check();

 private:
  void CheckSubject();
  void CheckBody();
  bool IsText(absl::string_view field, absl::string_view text);
  void CheckMarks(absl::string_view field, int line, absl::string_view text);
  void CheckNode(cmark_node* node);
  void CheckText(cmark_node* node);
  void CheckLink(cmark_node* link);

  void Add(absl::string_view field, absl::string_view what, int line = 0) {
    problems_.emplace(line, FieldViolation{std::string(field), std::string(what)});
  }
  void AddAt(absl::string_view field, int line, absl::string_view what) {
    Add(field, line == 0 ? std::string(what) : absl::StrCat("line ", line, ": ", what), line);
  }
  std::vector<FieldViolation> FirstProblems() const;
  void AddAt(cmark_node* node, absl::string_view what) { AddAt(kBody, LineOf(node), what); }
  void Refuse(cmark_node* node, absl::string_view what) {
    AddAt(node, absl::StrCat(what, " cannot be used; use paragraphs, headings, **bold**, *emphasis*, lists, ",
                             "[text]({{link}}) and mailto: links only"));
  }

  const MailTemplate& template_;
  std::multimap<int, FieldViolation> problems_;  // by line
  bool has_link_ = false;
};

absl::Status Checker::Check() {
  if (template_.language != "sv" && template_.language != "en") {
    return InvalidField("template.language", "is sv or en");
  }
  CheckSubject();
  CheckBody();
  return problems_.empty() ? absl::OkStatus() : errors::BadMailTemplate(FirstProblems());
}

std::vector<FieldViolation> Checker::FirstProblems() const {
  std::vector<FieldViolation> first;
  for (const auto& [line, problem] : problems_) {
    if (first.size() < kMaxProblems) first.push_back(problem);
  }
  return first;
}

bool Checker::IsText(absl::string_view field, absl::string_view text) {
  if (FindNotUtf8(text) || FindForbidden(text)) {
    Add(field,
        "holds something that is no text: an invisible control character, or bytes that are not UTF-8");
    return false;
  }
  if (!absl::StripAsciiWhitespace(text).empty()) return true;
  Add(field, "is empty");
  return false;
}

void Checker::CheckSubject() {
  const std::string& subject = template_.subject;
  if (!IsText(kSubject, subject)) return;
  if (HasControlCharacter(subject)) return Add(kSubject, "is one line");
  if (CountCharacters(subject) > kMaxSubjectCharacters) {
    Add(kSubject, absl::StrCat("is at most ", kMaxSubjectCharacters, " characters long"));
  }
  CheckMarks(kSubject, 0, subject);
  for (const TextPiece& piece : CutAtMarks(subject)) {
    if (piece.mark == "greeting") {
      Add(kSubject, "{{greeting}} stands in the body alone: a subject is seen by others too");
    }
    if (IsBlockMark(piece.mark) && HasMark(template_.kind, piece.mark)) {
      Add(kSubject, absl::StrCat("{{", piece.mark, "}} is more than a line; it stands in the body alone"));
    }
  }
}

void Checker::CheckBody() {
  if (!IsText(kBody, template_.body)) return;
  if (CountCharacters(template_.body) > kMaxBodyCharacters) {
    return Add(kBody, absl::StrCat("is at most ", kMaxBodyCharacters, " characters long"));
  }
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(template_.body, '\n')) {
    CheckMarks(kBody, ++number, line);
    // cmark takes such a line away and puts the address elsewhere.
    if (absl::StartsWith(absl::StripAsciiWhitespace(line), "[") && absl::StrContains(line, "]:")) {
      AddAt(kBody, number, "an address on a line of its own cannot be used; write [text]({{link}})");
    }
  }
  const Markdown markdown(template_.body);
  ForEachNode(markdown.root(), [this](cmark_node* node) { CheckNode(node); });
  if (!has_link_) {
    Add(kBody, "the mark {{link}} is missing; put it in a paragraph of its own, where it becomes a button",
        kLast);
  }
}

void Checker::CheckMarks(absl::string_view field, int line, absl::string_view text) {
  for (const TextPiece& piece : CutAtMarks(text)) {
    if (piece.is_odd) {
      AddAt(field, line,
            "two braces make no mark here; a mark is one word in them, such as {{organisation}}");
    }
    if (piece.mark.empty() || HasMark(template_.kind, piece.mark)) continue;
    const auto& known = MarksOf(template_.kind);
    const std::string nearest = DidYouMean(piece.mark, known);
    AddAt(field, line,
          absl::StrCat("there is no mark {{", piece.mark, "}} in this kind of mail",
                       nearest.empty() ? absl::StrCat("; it has ", absl::StrJoin(known, ", ")) : nearest));
  }
}

void Checker::CheckNode(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
      return AddAt(node, "HTML cannot be used; remove the tag or write \\< for the sign");
    case CMARK_NODE_IMAGE:
      return Refuse(node, "a picture");
    case CMARK_NODE_BLOCK_QUOTE:
      return Refuse(node, "a quotation");
    case CMARK_NODE_CODE_BLOCK:
      return Refuse(node, "code (text indented by four spaces or between lines of ```)");
    case CMARK_NODE_LIST:
      if (ListDepth(node) == kMaxListDepth + 1) Refuse(node, "a list this deep in other lists");
      return;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
      return CheckText(node);
    case CMARK_NODE_LINK:
      return CheckLink(node);
    default:
      if (IsTask(node)) Refuse(node, "[x] or [ ] at the beginning of a list item");
  }
}

// Characters written as &...; are met here, and block marks where they do not stand alone.
void Checker::CheckText(cmark_node* node) {
  const absl::string_view text = cmark_node_get_literal(node);
  if (FindForbidden(text)) AddAt(node, "an invisible control character is written as &...;; remove it");
  cmark_node* const parent = cmark_node_parent(node);
  if (IsType(parent, CMARK_NODE_PARAGRAPH) && !LoneBlockMark(parent).empty()) {
    has_link_ |= LoneBlockMark(parent) == "link";
    return;
  }
  for (const TextPiece& piece : CutAtMarks(text)) {
    if (!IsBlockMark(piece.mark) || !HasMark(template_.kind, piece.mark)) continue;
    AddAt(node,
          absl::StrCat("{{", piece.mark, "}} stands in a paragraph of its own, with empty lines around it"));
  }
}

void Checker::CheckLink(cmark_node* link) {
  const absl::string_view url = cmark_node_get_url(link);
  if (CountWords(TextOf(link)) == 0) AddAt(link, "the link has no text; write in [ ] what it leads to");
  if (LoneMark(url) == "link") {
    has_link_ = true;
  } else if (!IsMailAddress(url)) {
    AddAt(link,
          absl::StrCat("the link leads to \"", WithoutForbidden(url),
                       "\"; a link leads to {{link}} or is mailto: and an address, so that nothing else in "
                       "the mail can be clicked"));
  }
}

}  // namespace

absl::Status CheckTemplate(const MailTemplate& mail_template) { return Checker(mail_template).Check(); }

}  // namespace nanolearn::letters
