#pragma once

#include <string>

namespace ctemplate {
class TemplateDictionary;
}

namespace nanolearn::pages {

// HTML that stands in a page as it is: made by a template, by cmark or as SVG, never by hand from what people
// have entered.
struct Html {
  std::string text;
};

// A field of a form that nobody sees.
struct Field {
  std::string name;
  std::string value;
};

// Fills in templates/NAME.tpl, which escapes each value by where it stands (text, attribute, address). Html
// is given with {{NAME:none}}.
Html Fill(const char* name, const ctemplate::TemplateDictionary& dictionary);

}  // namespace nanolearn::pages
