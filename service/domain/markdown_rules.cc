#include "service/domain/markdown_rules.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/domain/markdown.h"
#include "service/domain/module_heading.h"
#include "service/domain/module_limits.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

// Whether a browser can be sent there without harm. mailto: needs an address, https: a host.
bool IsSafeAddress(absl::string_view url) {
  for (const char c : url) {
    if (absl::ascii_isspace(c) || absl::ascii_iscntrl(c)) return false;
  }
  if (absl::StartsWithIgnoreCase(url, "mailto:")) return absl::StrContains(url, "@");
  return absl::StartsWithIgnoreCase(url, "https://") && url.size() > 8 && url[8] != '/';
}

int ListDepth(cmark_node* node) {
  int depth = 0;
  for (; node && depth <= limits::kMaxListDepth; node = cmark_node_parent(node)) {
    if (IsType(node, CMARK_NODE_LIST)) ++depth;
  }
  return depth;
}

// The lists in it are too deep as well, but that goes without saying.
bool IsFirstTooDeep(cmark_node* list) {
  return ListDepth(list) > limits::kMaxListDepth &&
         ListDepth(cmark_node_parent(list)) <= limits::kMaxListDepth;
}

class Checker {
 public:
  explicit Checker(FileProblems& problems) : problems_(problems) {}

  void CheckLines(const SourceLines& lines);
  void CheckBlock(cmark_node* block);
  MarkdownUses& uses() { return uses_; }

 private:
  void CheckNode(cmark_node* node);
  void CheckHeading(cmark_node* heading);
  void CheckLink(cmark_node* link);
  void CheckPicture(cmark_node* picture);
  // What the node is called when a module may not use it here.
  std::string ForbiddenName(cmark_node* node) const;
  std::string ForbiddenQuotation(cmark_node* quotation) const;
  void Refuse(int line, absl::string_view what) {
    problems_.Add(line, "UNSUPPORTED_MARKDOWN",
                  absl::StrCat(what,
                               " cannot be used; use paragraphs, **bold**, *emphasis*, lists, links and "
                               "pictures only"));
  }

  FileProblems& problems_;
  MarkdownUses uses_;
  bool in_question_ = false;
};

// What the parser takes for something other than the author meant.
void Checker::CheckLines(const SourceLines& lines) {
  for (int number = 1; number <= lines.size(); ++number) {
    const absl::string_view line = absl::StripAsciiWhitespace(lines.Line(number));
    const absl::string_view after = absl::StripPrefix(line, "##");
    if (after.size() < line.size() && !after.empty() && after[0] != ' ' && after[0] != '\t' &&
        after[0] != '#') {
      problems_.Add(number, "BAD_HEADING", "this is no heading yet; put a space after ##");
    }
    // Cards are shown one by one: an address written elsewhere is lost.
    if (absl::StartsWith(line, "[") && absl::StrContains(line, "]:")) {
      problems_.Add(number, "UNSUPPORTED_MARKDOWN",
                    "an address on a line of its own does not reach the card; write it in the link: "
                    "[text](address)");
    }
  }
}

void Checker::CheckBlock(cmark_node* block) {
  if (IsHeading(block, 1)) in_question_ = false;
  if (IsHeading(block, 2)) in_question_ = ReadHeading(block).is_question;
  ForEachNode(block, [this](cmark_node* node) { CheckNode(node); });
}

void Checker::CheckNode(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
      problems_.Add(LineOf(node), "RAW_HTML",
                    "HTML cannot be used; remove the tag or write \\< for the sign");
      return;
    case CMARK_NODE_TEXT:
      if (FindForbidden(cmark_node_get_literal(node))) {
        problems_.Add(LineOf(node), "INVALID_TEXT",
                      "the text holds an invisible control character written as &...;; remove it");
      }
      return;
    case CMARK_NODE_HEADING:
      CheckHeading(node);
      break;
    case CMARK_NODE_LINK:
      CheckLink(node);
      return;
    case CMARK_NODE_IMAGE:
      CheckPicture(node);
      return;
    default:
      break;
  }
  if (const std::string name = ForbiddenName(node); !name.empty()) Refuse(LineOf(node), name);
}

std::string Checker::ForbiddenName(cmark_node* node) const {
  const bool top = IsType(cmark_node_parent(node), CMARK_NODE_DOCUMENT);
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_CODE:
    case CMARK_NODE_CODE_BLOCK:
      return "code (text between ` or indented by four spaces)";
    case CMARK_NODE_THEMATIC_BREAK:
      return "a line across the page";
    case CMARK_NODE_HEADING:
      return top && cmark_node_get_heading_level(node) <= 2 ? "" : "a heading within a card";
    case CMARK_NODE_BLOCK_QUOTE:
      return ForbiddenQuotation(node);
    case CMARK_NODE_LIST:
      return IsFirstTooDeep(node) ? "a list this deep in other lists" : "";
    default:
      break;
  }
  const bool answer = in_question_ && ListDepth(node) == 1;
  return IsTask(node) && !answer ? "[x] or [ ] outside the answers of a question" : "";
}

// In a question a quotation is feedback; question_text.cc reports one that belongs to no answer.
std::string Checker::ForbiddenQuotation(cmark_node* quotation) const {
  cmark_node* const parent = cmark_node_parent(quotation);
  if (IsType(parent, CMARK_NODE_BLOCK_QUOTE)) {
    const bool in_feedback = in_question_ && !IsType(cmark_node_parent(parent), CMARK_NODE_BLOCK_QUOTE);
    return in_feedback ? "a quotation in the feedback" : "";  // any other stands in one that is reported
  }
  const bool feedback = in_question_ && ListDepth(quotation) <= 1;
  return feedback ? "" : "a quotation outside a question";
}

// Title, heading and question are kept as plain text.
void Checker::CheckHeading(cmark_node* heading) {
  if (cmark_node_get_end_line(heading) > cmark_node_get_start_line(heading)) {
    problems_.Add(LineOf(heading), "BAD_HEADING",
                  "the line below makes this a heading; remove that line or write ## before the heading");
  }
  for (cmark_node* part = cmark_node_first_child(heading); part; part = cmark_node_next(part)) {
    const cmark_node_type type = cmark_node_get_type(part);
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_HTML_INLINE) continue;
    problems_.Add(LineOf(heading), "BAD_HEADING",
                  "a heading is plain text; remove marks, links and pictures from it");
    return;
  }
}

void Checker::CheckLink(cmark_node* link) {
  const absl::string_view url = cmark_node_get_url(link);
  if (CountWords(TextOf(link)) == 0) {
    problems_.Add(LineOf(link), "EMPTY_LINK", "the link has no text; write in [ ] what it leads to");
  }
  if (absl::StartsWith(url, "#")) {
    uses_.card_links.push_back({LineOf(link), std::string(url.substr(1))});
  } else if (!IsSafeAddress(url)) {
    problems_.Add(LineOf(link), "BAD_LINK",
                  absl::StrCat("the link leads to \"", WithoutForbidden(url),
                               "\"; it must begin with https://, mailto: or # and a card's id"));
  }
}

void Checker::CheckPicture(cmark_node* picture) {
  if (CountWords(TextOf(picture)) == 0) {
    problems_.Add(LineOf(picture), "MISSING_DESCRIPTION",
                  "the picture has no description; write in ![ ] what it shows, for those who cannot see it");
  }
  uses_.pictures.push_back({LineOf(picture), cmark_node_get_url(picture)});
}

}  // namespace

MarkdownUses CheckMarkdown(cmark_node* document, const SourceLines& lines, FileProblems& problems) {
  Checker checker(problems);
  checker.CheckLines(lines);
  for (cmark_node* block = cmark_node_first_child(document); block; block = cmark_node_next(block)) {
    checker.CheckBlock(block);
  }
  return std::move(checker.uses());
}

}  // namespace nanolearn
