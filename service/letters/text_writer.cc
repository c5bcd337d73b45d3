#include "service/letters/text_writer.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/domain/markdown.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"
#include "service/letters/marks.h"

namespace nanolearn::letters {
namespace {

constexpr size_t kMaxRows = 25;

std::string Line(absl::string_view text) { return OnOneLine(WithoutForbidden(text)); }

class Writer {
 public:
  explicit Writer(const MarkValues& values) : values_(values), filler_(values) {}

  void Visit(cmark_node* node, bool entering);
  std::string& text() { return text_; }

 private:
  void VisitParagraph(cmark_node* paragraph, bool entering);
  void VisitLink(cmark_node* link, bool entering);
  void BeginItem(cmark_node* item);
  void WriteBlock(absl::string_view mark);
  // An empty line, unless something begins here anyway.
  void BeginBlock();

  const MarkValues& values_;
  Filler filler_;
  std::string text_;
  bool in_block_mark_ = false;
  bool in_new_item_ = false;
};

void Writer::Visit(cmark_node* node, bool entering) {
  if (in_block_mark_ && !IsType(node, CMARK_NODE_PARAGRAPH)) return;
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
      return VisitParagraph(node, entering);
    case CMARK_NODE_HEADING:
    case CMARK_NODE_THEMATIC_BREAK:
      if (entering) BeginBlock();
      if (entering && IsType(node, CMARK_NODE_THEMATIC_BREAK)) text_ += "--------";
      return;
    case CMARK_NODE_ITEM:
      if (entering) BeginItem(node);
      return;
    case CMARK_NODE_LINK:
      return VisitLink(node, entering);
    case CMARK_NODE_LINEBREAK:
      text_ += "\n";
      return;
    case CMARK_NODE_SOFTBREAK:
      text_ += " ";
      return;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
      text_ += filler_.Fill(cmark_node_get_literal(node));
      return;
    default:
      return;
  }
}

void Writer::BeginBlock() {
  filler_.Begin();
  if (!in_new_item_ && !text_.empty()) text_ += "\n\n";
  in_new_item_ = false;
}

void Writer::VisitParagraph(cmark_node* paragraph, bool entering) {
  const absl::string_view mark = LoneBlockMark(paragraph);
  if (entering) BeginBlock();
  if (entering && !mark.empty()) WriteBlock(mark);
  in_block_mark_ = entering && !mark.empty();
}

// Items of one list stand line under line.
void Writer::BeginItem(cmark_node* item) {
  cmark_node* const list = cmark_node_parent(item);
  const bool is_inner = IsType(cmark_node_parent(list), CMARK_NODE_ITEM);
  const bool is_first = cmark_node_previous(item) == nullptr;
  if (!text_.empty()) text_ += is_first && !is_inner ? "\n\n" : "\n";
  if (is_inner) text_ += "  ";
  if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
    int number = cmark_node_get_list_start(list);
    for (cmark_node* before = cmark_node_previous(item); before; before = cmark_node_previous(before))
      ++number;
    absl::StrAppend(&text_, number, ". ");
  } else {
    text_ += "- ";
  }
  in_new_item_ = true;
}

void Writer::VisitLink(cmark_node* link, bool entering) {
  if (entering) return;
  const absl::string_view url = cmark_node_get_url(link);
  const bool is_ours = LoneMark(url) == "link";
  absl::StrAppend(&text_, " (",
                  is_ours ? absl::string_view(values_.values().url) : absl::StripPrefix(url, "mailto:"), ")");
}

void Writer::WriteBlock(absl::string_view mark) {
  const Words& words = values_.words();
  const LetterValues& values = values_.values();
  std::vector<std::string> lines;
  if (mark == "link") {
    absl::StrAppend(&text_, values_.Button(), ":\n", values.url);
    return;
  }
  if (mark == "lessons") {
    for (const LessonItem& lesson : values.lessons) {
      lines.push_back(absl::StrCat(Line(lesson.title), " (", words.LessonNote(lesson), ")"));
    }
  }
  if (mark == "groups") {
    for (const GroupItem& group : values.groups) {
      lines.push_back(absl::StrCat(Line(group.name), ": ", words.GroupNote(group)));
    }
  }
  for (size_t i = 0; i < lines.size() && i < kMaxRows; ++i) {
    absl::StrAppend(&text_, i == 0 ? "" : "\n", "- ", lines[i]);
  }
  if (lines.size() > kMaxRows) absl::StrAppend(&text_, "\n- ", words.More(lines.size() - kMaxRows));
}

}  // namespace

std::string WriteText(cmark_node* document, const MarkValues& values) {
  Writer writer(values);
  WalkNodes(document, [&](cmark_node* node, bool entering) { writer.Visit(node, entering); });
  writer.text() += "\n";
  return std::move(writer.text());
}

}  // namespace nanolearn::letters
