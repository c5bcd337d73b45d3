#include "service/letters/html_writer.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "service/domain/markdown.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"
#include "service/letters/marks.h"

namespace nanolearn::letters {
namespace {

// Some readers on the web throw head and body away: the language stands in the part that they keep as well.
constexpr absl::string_view kFrame = R"(<!DOCTYPE html>
<html lang="$0">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$1</title>
<style>:root{color-scheme:light dark}</style>
</head>
<body style="margin:0;padding:16px">
<div lang="$0" dir="ltr" style="max-width:600px;margin:0 auto;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5">
$2</div>
</body>
</html>
)";

// The padding of a cell is what Outlook heeds; the others make all of the button a link.
constexpr absl::string_view kButton =
    R"(<table role="presentation" border="0" cellspacing="0" cellpadding="0" style="margin:24px 0 12px">
<tr><td bgcolor="#0b5a4b" style="background-color:#0b5a4b;border-radius:6px;mso-padding-alt:12px 24px"><a href="$0" style="display:block;padding:12px 24px;font-family:Arial,Helvetica,sans-serif;font-size:16px;font-weight:bold;color:#ffffff;text-decoration:none">$1</a></td></tr>
</table>
<p style="margin:0 0 16px;font-size:14px;word-break:break-all">$2<br><a href="$0">$0</a></p>
)";

constexpr absl::string_view kParagraph = "<p style=\"margin:0 0 16px\">";
constexpr absl::string_view kHeading = " style=\"margin:24px 0 8px;font-size:18px;line-height:1.3\">";
constexpr absl::string_view kList = " style=\"margin:0 0 16px;padding-left:24px\">\n";
constexpr absl::string_view kItem = "<li style=\"margin:0 0 6px\">";
constexpr absl::string_view kCell = "padding:4px 16px 4px 0;border-bottom:1px solid #888888";

constexpr size_t kMaxRows = 25;  // of a list or table; the page has the rest

std::string Escape(absl::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// Of a value.
std::string EscapeLine(absl::string_view text) { return Escape(OnOneLine(WithoutForbidden(text))); }

class Writer {
 public:
  explicit Writer(const MarkValues& values) : values_(values), filler_(values) {}

  void Visit(cmark_node* node, bool entering);
  std::string& html() { return html_; }

 private:
  void VisitParagraph(cmark_node* paragraph, bool entering);
  void VisitLink(cmark_node* link, bool entering);
  void Toggle(absl::string_view element, bool entering) {
    absl::StrAppend(&html_, entering ? "<" : "</", element, ">");
  }
  void WriteBlock(absl::string_view mark);
  void WriteButton();
  void WriteLessons();
  void WriteGroups();

  const MarkValues& values_;
  Filler filler_;
  std::string html_;
  bool in_block_mark_ = false;
};

void Writer::Visit(cmark_node* node, bool entering) {
  if (in_block_mark_ && !IsType(node, CMARK_NODE_PARAGRAPH)) return;
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
      return VisitParagraph(node, entering);
    case CMARK_NODE_HEADING:
      filler_.Begin();
      html_ += entering ? absl::StrCat("<h2", kHeading) : "</h2>\n";
      return;
    case CMARK_NODE_LIST: {
      const absl::string_view element = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "ol" : "ul";
      html_ += entering ? absl::StrCat("<", element, kList) : absl::StrCat("</", element, ">\n");
      return;
    }
    case CMARK_NODE_ITEM:
      absl::StrAppend(&html_, entering ? kItem : "</li>\n");
      return;
    case CMARK_NODE_THEMATIC_BREAK:
      html_ += "<hr>\n";
      return;
    case CMARK_NODE_STRONG:
      return Toggle("strong", entering);
    case CMARK_NODE_EMPH:
      return Toggle("em", entering);
    case CMARK_NODE_LINK:
      return VisitLink(node, entering);
    case CMARK_NODE_LINEBREAK:
      html_ += "<br>\n";
      return;
    case CMARK_NODE_SOFTBREAK:
      html_ += "\n";
      return;
    case CMARK_NODE_TEXT:
      html_ += Escape(filler_.Fill(cmark_node_get_literal(node)));
      return;
    case CMARK_NODE_CODE:
      absl::StrAppend(&html_, "<code>", Escape(filler_.Fill(cmark_node_get_literal(node))), "</code>");
      return;
    default:
      return;
  }
}

void Writer::VisitParagraph(cmark_node* paragraph, bool entering) {
  const absl::string_view mark = LoneBlockMark(paragraph);
  if (!mark.empty()) {
    if (entering) WriteBlock(mark);
    in_block_mark_ = entering;
    return;
  }
  if (entering) filler_.Begin();
  cmark_node* const list = cmark_node_parent(cmark_node_parent(paragraph));
  if (IsType(list, CMARK_NODE_LIST) && cmark_node_get_list_tight(list)) return;
  absl::StrAppend(&html_, entering ? kParagraph : "</p>\n");
}

void Writer::VisitLink(cmark_node* link, bool entering) {
  if (!entering) {
    html_ += "</a>";
    return;
  }
  const absl::string_view url = cmark_node_get_url(link);
  absl::StrAppend(&html_, "<a href=\"", Escape(LoneMark(url) == "link" ? values_.values().url : url), "\">");
}

void Writer::WriteBlock(absl::string_view mark) {
  if (mark == "link") WriteButton();
  if (mark == "lessons") WriteLessons();
  if (mark == "groups") WriteGroups();
}

void Writer::WriteButton() {
  const std::string hint = values_.words()("Fungerar inte knappen? Här är adressen:",
                                           "Does the button not work? This is the address:");
  absl::SubstituteAndAppend(&html_, kButton, Escape(values_.values().url), Escape(values_.Button()), hint);
}

void Writer::WriteLessons() {
  const auto& lessons = values_.values().lessons;
  absl::StrAppend(&html_, "<ul", kList);
  for (size_t i = 0; i < lessons.size() && i < kMaxRows; ++i) {
    absl::StrAppend(&html_, kItem, "<strong>", EscapeLine(lessons[i].title), "</strong><br>",
                    Escape(values_.words().LessonNote(lessons[i])), "</li>\n");
  }
  if (lessons.size() > kMaxRows) {
    absl::StrAppend(&html_, kItem, values_.words().More(lessons.size() - kMaxRows), "</li>\n");
  }
  html_ += "</ul>\n";
}

void Writer::WriteGroups() {
  const Words& words = values_.words();
  const auto& groups = values_.values().groups;
  const auto heading = [&](const std::string& text) {
    absl::StrAppend(&html_, "<th scope=\"col\" align=\"left\" style=\"", kCell, "\">", text, "</th>");
  };
  html_ +=
      "<table cellspacing=\"0\" style=\"margin:0 0 16px;border-collapse:collapse;font-size:16px\">\n<tr>";
  heading(words("Enhet", "Unit"));
  heading(words("Klara", "Done"));
  heading(words("Försenade", "Late"));
  html_ += "</tr>\n";
  for (size_t i = 0; i < groups.size() && i < kMaxRows; ++i) {
    absl::SubstituteAndAppend(&html_,
                              "<tr><th scope=\"row\" align=\"left\" style=\"$0;font-weight:normal\">$1</th>"
                              "<td style=\"$0\">$2</td><td style=\"$0\">$3</td></tr>\n",
                              kCell, EscapeLine(groups[i].name), Escape(words.Done(groups[i])),
                              groups[i].overdue);
  }
  html_ += "</table>\n";
  if (groups.size() > kMaxRows) {
    absl::StrAppend(&html_, kParagraph, words.More(groups.size() - kMaxRows), "</p>\n");
  }
}

}  // namespace

std::string WriteHtml(cmark_node* document, const MarkValues& values, absl::string_view subject) {
  Writer writer(values);
  WalkNodes(document, [&](cmark_node* node, bool entering) { writer.Visit(node, entering); });
  return absl::Substitute(kFrame, values.words().language(), Escape(subject), writer.html());
}

}  // namespace nanolearn::letters
