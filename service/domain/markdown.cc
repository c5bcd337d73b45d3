#include "service/domain/markdown.h"

#include <cmark-gfm-core-extensions.h>

#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

cmark_syntax_extension* TaskExtension() {
  // The first caller registers, any other waits: cmark's own list of extensions has no lock.
  static cmark_syntax_extension* const kExtension = [] {
    cmark_gfm_core_extensions_ensure_registered();
    return cmark_find_syntax_extension("tasklist");
  }();
  return kExtension;
}

bool IsBlock(cmark_node* node) {
  return (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
}

// What a leaf of the tree adds to the text.
std::string LeafText(cmark_node* node) {
  const cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) return " ";
  if (type != CMARK_NODE_TEXT && type != CMARK_NODE_CODE && type != CMARK_NODE_CODE_BLOCK) return "";
  const char* const literal = cmark_node_get_literal(node);
  return literal ? literal : "";
}

}  // namespace

Markdown::Markdown(absl::string_view source) {
  const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(
      cmark_parser_new(CMARK_OPT_DEFAULT), cmark_parser_free);
  cmark_parser_attach_syntax_extension(parser.get(), TaskExtension());
  cmark_parser_feed(parser.get(), source.data(), source.size());
  root_.reset(cmark_parser_finish(parser.get()));
}

void WalkNodes(cmark_node* root, const std::function<void(cmark_node*, bool entering)>& visit) {
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iter(cmark_iter_new(root), cmark_iter_free);
  for (cmark_event_type event = cmark_iter_next(iter.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iter.get())) {
    visit(cmark_iter_get_node(iter.get()), event == CMARK_EVENT_ENTER);
  }
}

void ForEachNode(cmark_node* root, const std::function<void(cmark_node*)>& visit) {
  WalkNodes(root, [&](cmark_node* node, bool entering) {
    if (entering) visit(node);
  });
}

std::string TextOf(cmark_node* root) {
  std::string text;
  int pictures = 0;  // how many we are inside of
  WalkNodes(root, [&](cmark_node* node, bool entering) {
    if (IsType(node, CMARK_NODE_IMAGE) && node != root) pictures += entering ? 1 : -1;
    if (pictures > 0) return;
    if (entering) text += LeafText(node);
    if (!entering && IsBlock(node)) text += ' ';
  });
  return text;
}

int CountMarkdownWords(absl::string_view source) { return CountWords(TextOf(Markdown(source).root())); }

int LineOf(cmark_node* node) {
  for (; node; node = cmark_node_parent(node)) {
    if (const int line = cmark_node_get_start_line(node); line > 0) return line;
  }
  return 1;
}

bool IsType(cmark_node* node, cmark_node_type type) { return cmark_node_get_type(node) == type; }

bool IsTask(cmark_node* node) { return absl::string_view(cmark_node_get_type_string(node)) == "tasklist"; }

}  // namespace nanolearn
