#pragma once
// cmark-gfm behind a few words: parsing, walking and reading text.

#include <cmark-gfm.h>

#include <functional>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn {

// A parsed text. Only the extension for `- [x]` is on.
class Markdown {
 public:
  explicit Markdown(absl::string_view source);

  cmark_node* root() const { return root_.get(); }

 private:
  struct Free {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
  };
  std::unique_ptr<cmark_node, Free> root_;
};

// Calls `visit` for `root` and everything in it, in the order of the text; what can hold others a second time when they
// are through. Without recursion, so that no text is too deep.
void WalkNodes(cmark_node* root, const std::function<void(cmark_node*, bool entering)>& visit);

// The same, once for each.
void ForEachNode(cmark_node* root, const std::function<void(cmark_node*)>& visit);

// The text as read aloud, without marks and pictures; a space between blocks. Of a picture: its description.
std::string TextOf(cmark_node* root);

// The words of a Markdown text; a picture's description is not counted.
int CountMarkdownWords(absl::string_view source);

// The line where the node, or else what it stands in, begins.
int LineOf(cmark_node* node);

// Also for nullptr, which is of no type.
bool IsType(cmark_node* node, cmark_node_type type);
bool IsTask(cmark_node* node);

}  // namespace nanolearn
