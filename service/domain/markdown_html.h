#pragma once
// A module's Markdown as HTML that may stand in any page: no HTML of the author's, no address that runs
// anything. Pure.

#include <functional>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "service/domain/image_size.h"

namespace nanolearn {

// Where pictures and links within a text lead to.
struct MarkdownTargets {
  struct Picture {
    std::string address;  // empty: it cannot be shown; what it shows stands in its place
    std::optional<ImageSize> size;
  };
  std::function<Picture(const std::string& file)> picture;
  // For `[text](#id)`; empty: the text stands there without a link.
  std::function<std::string(const std::string& card_id)> card;
};

// Headings, HTML and whatever else a module may not hold are shown as well as they can be: HTML as text.
std::string MarkdownHtml(absl::string_view source, const MarkdownTargets& targets);

}  // namespace nanolearn
