#include "service/pages/html.h"

#include <ctemplate/template.h>
#include <ctemplate/template_dictionary.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>

#include "service/pages/files.h"

namespace nanolearn::pages {
namespace {

// The templates are part of the program: one that cannot be read is a mistake in it, which the first test of
// its page finds.
[[noreturn]] void Broken(const char* name) {
  std::fprintf(stderr, "the template %s cannot be read\n", name);
  std::abort();
}

const ctemplate::Template* TemplateOf(const char* name) {
  static std::mutex mutex;
  static auto* const kTemplates = new std::map<std::string, const ctemplate::Template*>;
  const std::lock_guard lock(mutex);
  const ctemplate::Template*& found = (*kTemplates)[name];
  if (!found) {
    const absl::string_view text = FileText(name);
    if (!text.empty())
      found = ctemplate::Template::StringToTemplate(text.data(), text.size(), ctemplate::STRIP_BLANK_LINES);
    if (!found) Broken(name);
  }
  return found;
}

}  // namespace

Html Fill(const char* name, const ctemplate::TemplateDictionary& dictionary) {
  Html html;
  if (!TemplateOf(name)->Expand(&html.text, &dictionary)) Broken(name);
  return html;
}

}  // namespace nanolearn::pages
