#include "service/pages/manage_unit.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "service/pages/figure_parts.h"
#include "service/pages/managed_unit.h"

namespace nanolearn::pages {

using ctemplate::TemplateDictionary;

std::string ManageUnitPage(const SignedIn& reader, const ManageUnit& unit) {
  const FigureWords words(reader.language);
  TemplateDictionary page("unit");
  page.SetValue("UP_HREF", unit.up_href);
  page.SetValue("UP", unit.up_name.empty() ? words("Mina enheter", "My units") : unit.up_name);
  page.SetValue("PART", ManagedUnitPart(unit.unit, UnitHeading::kPage, "unit", words).text);
  if (!unit.modules.empty()) {
    TemplateDictionary* modules = page.AddSectionDictionary("MODULES");
    modules->SetValue("HEADING", words("Lektioner", "Lessons"));
    modules->SetValue(
        "TABLE", GroupTable(unit.modules,
                            words("Hur många som har gjort varje lektion", "How many have done each lesson"),
                            words("Lektion", "Lesson"), words)
                     .text);
  }
  if (HidesSome(unit.unit.below) || HidesSome(unit.modules))
    page.AddSectionDictionary("NOTE")->SetValue("TEXT", words.HiddenNote(unit.min_group_size));
  page.SetValue("AGE", AgeNote(unit.age, words).text);
  return InSignedInFrame(reader, SignedInPlace::kManage, unit.unit.unit.name, Fill("manage_unit.tpl", page));
}

}  // namespace nanolearn::pages
