#include "service/pages/accessibility.h"

#include <ctemplate/template_dictionary.h>

#include <utility>

namespace nanolearn::pages {

std::string AccessibilityPage(Frame frame) {
  const bool is_english = frame.language == "en";
  ctemplate::TemplateDictionary page("accessibility");
  const char* const organisation = frame.organisation.empty() ? "NOBODY" : "SOMEBODY";
  page.AddSectionDictionary(organisation)->SetValue("ORGANISATION", frame.organisation);
  if (frame.contact_email.empty()) {
    page.AddSectionDictionary("NO_ADDRESS");
  } else {
    page.AddSectionDictionary("ADDRESS")->SetValue("EMAIL", frame.contact_email);
  }
  frame.title = is_english ? "Accessibility statement" : "Tillgänglighetsredogörelse";
  return InFrame(frame, Fill(is_english ? "accessibility_en.tpl" : "accessibility_sv.tpl", page));
}

}  // namespace nanolearn::pages
