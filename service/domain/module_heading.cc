#include "service/domain/module_heading.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "service/domain/markdown.h"

namespace nanolearn {

ModuleHeading ReadHeading(cmark_node* node) {
  ModuleHeading heading;
  const std::string written = TextOf(node);
  absl::string_view text = absl::StripAsciiWhitespace(written);
  heading.is_question = absl::ConsumePrefix(&text, "?");
  const size_t brace = text.rfind("{#");
  if (brace != absl::string_view::npos && absl::EndsWith(text, "}")) {
    heading.has_id = true;
    heading.id = std::string(text.substr(brace + 2, text.size() - brace - 3));
    text = text.substr(0, brace);
  }
  heading.text = std::string(absl::StripAsciiWhitespace(text));
  return heading;
}

bool IsHeading(cmark_node* node, int level) {
  return IsType(node, CMARK_NODE_HEADING) && cmark_node_get_heading_level(node) == level;
}

}  // namespace nanolearn
