// PlainText of module_folder.h: a module's text for a terminal.

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/domain/markdown.h"
#include "service/domain/module_folder.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

constexpr size_t kWidth = 78;
constexpr int kDeepest = 8;  // what is nested deeper is plain text: a hostile text must not exhaust the stack

std::string Spaces(size_t count) { return std::string(count, ' '); }

// The words of `text` in lines of at most kWidth; `first` begins the first line, spaces of its width the
// others.
std::string Wrap(absl::string_view text, absl::string_view first) {
  const std::string indent = Spaces(CountCharacters(first));
  std::string lines(first);
  size_t column = CountCharacters(first);
  bool at_start = true;
  for (const absl::string_view word : absl::StrSplit(text, absl::ByAnyChar(" \t\n"), absl::SkipEmpty())) {
    const size_t width = CountCharacters(word);
    if (!at_start && column + 1 + width > kWidth) {
      absl::StrAppend(&lines, "\n", indent);
      column = indent.size();
      at_start = true;
    }
    absl::StrAppend(&lines, at_start ? "" : " ", word);
    column += width + (at_start ? 0 : 1);
    at_start = false;
  }
  absl::StripTrailingAsciiWhitespace(&lines);
  return lines + "\n";
}

std::string Underlined(absl::string_view text, char mark) {
  const size_t length = std::min(CountCharacters(text), kWidth);
  return absl::StrCat(Wrap(text, ""), std::string(length, mark), "\n");
}

// The text of a paragraph with what a terminal cannot show: where a link leads and what a picture shows.
std::string InlineText(cmark_node* parent, int depth = 0) {
  std::string text;
  for (cmark_node* node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
    const std::string inner = TextOf(node);
    if (IsType(node, CMARK_NODE_IMAGE)) {
      absl::StrAppend(&text, "[", inner, "]");
    } else if (IsType(node, CMARK_NODE_LINK)) {
      const std::string url = cmark_node_get_url(node);
      absl::StrAppend(&text, inner, url == inner || url[0] == '#' ? "" : absl::StrCat(" <", url, ">"));
    } else if (cmark_node_first_child(node) && depth < kDeepest) {
      text += InlineText(node, depth + 1);
    } else {
      text += inner;
    }
  }
  return text;
}

// Blocks with an empty line between them, the first line behind `first`.
std::string Blocks(cmark_node* parent, const std::string& first, int depth);

std::string List(cmark_node* list, size_t indent, int depth) {
  const bool numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
  int number = cmark_node_get_list_start(list);
  std::string text;
  for (cmark_node* item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
    const std::string mark = numbered ? absl::StrCat(number++, ". ") : "- ";
    text += Blocks(item, Spaces(indent) + mark, depth + 1);
  }
  return text;
}

std::string Blocks(cmark_node* parent, const std::string& first, int depth) {
  const size_t indent = CountCharacters(first);
  std::string text;
  for (cmark_node* block = cmark_node_first_child(parent); block; block = cmark_node_next(block)) {
    const bool list = IsType(block, CMARK_NODE_LIST);
    const bool in_item = IsType(parent, CMARK_NODE_ITEM);
    const std::string start = text.empty() ? first : Spaces(indent);
    if (!text.empty() && !(list && in_item)) text += "\n";
    if (list && depth < kDeepest) {
      text += List(block, indent, depth);
    } else {
      text += Wrap(IsType(block, CMARK_NODE_PARAGRAPH) ? InlineText(block) : TextOf(block), start);
    }
  }
  return text;
}

std::string Body(absl::string_view markdown, const std::string& first) {
  return Blocks(Markdown(markdown).root(), first, 0);
}

std::string QuestionText(const Question& question) {
  std::string text = Wrap(question.text, "? ");
  if (!question.body.empty()) absl::StrAppend(&text, "\n", Body(question.body, "  "));
  text += "\n";
  char letter = 'a';
  for (const Answer& answer : question.answers) {
    const std::string mark = answer.right ? "✓" : " ";
    text += Body(answer.text, absl::StrCat("  ", mark, " ", std::string(1, letter++), ") "));
    text += Body(answer.feedback, Spaces(9));
  }
  return text;
}

}  // namespace

std::string PlainText(const ModuleText& text) {
  std::string plain = Underlined(text.title, '=');
  for (const ModuleText::Step& step : text.steps) {
    plain += "\n";
    if (step.is_question) {
      plain += QuestionText(text.questions[step.index]);
    } else {
      const Card& card = text.cards[step.index];
      absl::StrAppend(&plain, Underlined(card.heading, '-'), Body(card.body, ""));
    }
  }
  return WithoutForbidden(plain);
}

}  // namespace nanolearn
