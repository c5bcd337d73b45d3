// A module's text as HTML: whatever the author wrote, it is made of these elements, and nothing in it runs.

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "service/domain/markdown_html.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

bool IsElement(absl::string_view name) {
  static const auto* const kNames = new absl::flat_hash_set<absl::string_view>{
      "a",  "blockquote", "br", "code", "em",  "h1",     "h2", "h3", "h4", "h5",
      "h6", "hr",         "img",  "input", "li", "ol", "p",  "pre", "strong", "ul"};
  return kNames->contains(name);
}

bool IsAttribute(absl::string_view name) {
  static const auto* const kNames = new absl::flat_hash_set<absl::string_view>{
      "alt", "checked", "class", "disabled", "href", "src", "start", "title", "type"};
  return kNames->contains(name);
}

bool IsGoodAttribute(absl::string_view name, absl::string_view value) {
  if (name == "src") return value == "/p/1";
  if (name != "href") return IsAttribute(name);
  return value == "#card" || absl::StartsWith(value, "https://") || absl::StartsWith(value, "mailto:");
}

// What stands between < and >.
void RequireGoodTag(absl::string_view tag) {
  absl::ConsumePrefix(&tag, "/");
  REQUIRE(IsElement(tag.substr(0, tag.find_first_of(" /"))));
  tag.remove_prefix(std::min(tag.find_first_of(" /"), tag.size()));
  for (tag = absl::StripLeadingAsciiWhitespace(tag); !tag.empty() && tag != "/";
       tag = absl::StripLeadingAsciiWhitespace(tag)) {
    const absl::string_view name = fuzz::TakeUntil('=', tag);
    REQUIRE(absl::ConsumePrefix(&tag, "\""));
    REQUIRE(IsGoodAttribute(name, fuzz::TakeUntil('"', tag)));
  }
}

FUZZ_TARGET(markdown) {
  const MarkdownTargets targets{.picture = [](const std::string& file) { return MarkdownTargets::Picture{"/p/1", {}}; },
                                .card = [](const std::string& id) { return "#card"; }};
  const std::string html = MarkdownHtml(bytes, targets);
  absl::string_view rest = html;
  while (absl::StrContains(rest, '<')) {
    fuzz::TakeUntil('<', rest);
    RequireGoodTag(fuzz::TakeUntil('>', rest));
  }
}

}  // namespace
}  // namespace nanolearn
