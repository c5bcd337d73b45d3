#include "service/domain/markdown_html.h"

#include <cstdlib>
#include <memory>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/domain/markdown.h"

namespace nanolearn {
namespace {

std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

void Replace(cmark_node* old, cmark_node* with) {
  cmark_node_replace(old, with);
  cmark_node_free(old);
}

cmark_node* TextNode(const std::string& text) {
  cmark_node* const node = cmark_node_new(CMARK_NODE_TEXT);
  cmark_node_set_literal(node, text.c_str());
  return node;
}

// What somebody wrote as HTML, to be read.
void ShowHtml(cmark_node* html) {
  const char* const literal = cmark_node_get_literal(html);
  cmark_node* shown = TextNode(literal ? literal : "");
  if (IsType(html, CMARK_NODE_HTML_BLOCK)) {
    cmark_node* const paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(paragraph, shown);
    shown = paragraph;
  }
  Replace(html, shown);
}

std::string PictureHtml(const MarkdownTargets::Picture& picture, absl::string_view description) {
  std::string html =
      absl::StrCat("<img src=\"", Escaped(picture.address), "\" alt=\"", Escaped(description), "\"");
  if (picture.size)
    absl::StrAppend(&html, " width=\"", picture.size->width, "\" height=\"", picture.size->height, "\"");
  return absl::StrCat(html, ">");
}

void ShowPicture(const MarkdownTargets& targets, cmark_node* picture) {
  const std::string description = TextOf(picture);
  const MarkdownTargets::Picture shown =
      targets.picture ? targets.picture(cmark_node_get_url(picture)) : MarkdownTargets::Picture{};
  if (shown.address.empty()) return Replace(picture, TextNode(absl::StrCat("[", description, "]")));
  cmark_node* const html = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
  cmark_node_set_on_enter(html, PictureHtml(shown, description).c_str());
  Replace(picture, html);
}

// A link without an address is its text.
void Unlink(cmark_node* link) {
  while (cmark_node* const child = cmark_node_first_child(link)) cmark_node_insert_before(link, child);
  cmark_node_unlink(link);
  cmark_node_free(link);
}

void PointLink(const MarkdownTargets& targets, cmark_node* link) {
  const absl::string_view url = cmark_node_get_url(link);
  if (absl::StartsWith(url, "https://") || absl::StartsWith(url, "mailto:")) return;
  const std::string address =
      absl::StartsWith(url, "#") && targets.card ? targets.card(std::string(url.substr(1))) : "";
  if (address.empty()) return Unlink(link);
  cmark_node_set_url(link, address.c_str());
}

std::vector<cmark_node*> NodesOf(cmark_node* root, const std::function<bool(cmark_node*)>& wanted) {
  std::vector<cmark_node*> found;
  ForEachNode(root, [&](cmark_node* node) {
    if (wanted(node)) found.push_back(node);
  });
  return found;
}

bool IsHtml(cmark_node* node) {
  return IsType(node, CMARK_NODE_HTML_BLOCK) || IsType(node, CMARK_NODE_HTML_INLINE);
}

}  // namespace

std::string MarkdownHtml(absl::string_view source, const MarkdownTargets& targets) {
  const Markdown markdown(source);
  cmark_node* const root = markdown.root();
  for (cmark_node* html : NodesOf(root, IsHtml)) ShowHtml(html);
  // The innermost first: a picture may stand in the description of another, which goes with it.
  const auto pictures = NodesOf(root, [](cmark_node* node) { return IsType(node, CMARK_NODE_IMAGE); });
  for (auto it = pictures.rbegin(); it != pictures.rend(); ++it) ShowPicture(targets, *it);
  const auto links = NodesOf(root, [](cmark_node* node) { return IsType(node, CMARK_NODE_LINK); });
  for (auto it = links.rbegin(); it != links.rend(); ++it) PointLink(targets, *it);
  // Without CMARK_OPT_UNSAFE.
  const std::unique_ptr<char, decltype(&std::free)> html(cmark_render_html(root, CMARK_OPT_DEFAULT, nullptr),
                                                         &std::free);
  return html ? html.get() : "";
}

}  // namespace nanolearn
