#pragma once
// Which Markdown a module may use, and what its links and pictures point to.

#include <cmark-gfm.h>

#include <string>
#include <vector>

#include "service/domain/module_problems.h"
#include "service/domain/source_lines.h"

namespace nanolearn {

struct PictureUse {
  int line = 1;
  std::string file;  // as written
};

struct LinkUse {
  int line = 1;
  std::string card_id;  // of a link #id
};

struct MarkdownUses {
  std::vector<PictureUse> pictures;
  std::vector<LinkUse> card_links;
};

MarkdownUses CheckMarkdown(cmark_node* document, const SourceLines& lines, FileProblems& problems);

}  // namespace nanolearn
