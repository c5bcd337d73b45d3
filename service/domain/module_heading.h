#pragma once

#include <cmark-gfm.h>

#include <string>

namespace nanolearn {

// "## Text {#id}" or "## ? Text".
struct ModuleHeading {
  std::string text;
  std::string id;  // what stands in {#...} at the end, whatever it is
  bool has_id = false;
  bool is_question = false;
};

ModuleHeading ReadHeading(cmark_node* node);

bool IsHeading(cmark_node* node, int level);

}  // namespace nanolearn
