// A module's text as HTML: nothing of it may run anything.

#include <string>

#include "absl/strings/match.h"
#include "service/domain/markdown_html.h"
#include "tests/fuzzers/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nanolearn;
  const MarkdownTargets targets{.picture = [](const std::string& file) { return MarkdownTargets::Picture{"/p/1", {}}; },
                                .card = [](const std::string& id) { return "#card"; }};
  const std::string html = MarkdownHtml({reinterpret_cast<const char*>(data), size}, targets);
  for (const char* bad : {"<script", "<iframe", "<object", "<svg", "<style", "<link", "href=\"javascript:", "href=\"data:",
                          "href=\"vbscript:"}) {
    REQUIRE(!absl::StrContainsIgnoreCase(html, bad));
  }
  return 0;
}
