#include "service/pages/programme_part.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "service/pages/figure_parts.h"

namespace nanolearn::pages {

std::vector<std::string> ProgrammeFacts(const ProgrammeItem& programme, const FigureWords& words) {
  std::vector<std::string> facts;
  facts.push_back(
      programme.people
          ? absl::StrCat(words.People(*programme.people), words(" i målgruppen.", " in the audience."))
          : words("Målgruppens storlek visas inte.", "The size of the audience is not shown."));
  facts.push_back(programme.next_open
                      ? absl::StrCat(words("Nästa lektion: ", "Next lesson: "), programme.next_module,
                                     words(", den ", ", "), words.Day(*programme.next_open), ".")
                      : words("Alla lektioner är öppna.", "All lessons are open."));
  facts.push_back(programme.writes_mail ? words("Mejlar deltagarna.", "Writes to its people.")
                                        : words("Skickar inga mejl.", "Sends no mail."));
  return facts;
}

Html ProgrammePart(const ProgrammeItem& programme, const FigureWords& words) {
  ctemplate::TemplateDictionary part("programme");
  part.SetValue("NAME", programme.group.name);
  part.SetValue("HREF", programme.group.href);
  part.SetValue("DONE", words.Done(programme.group.figures));
  part.SetValue("REST", words.Rest(programme.group.figures));
  part.SetValue("BAR", FigureBar(programme.group.figures).text);
  for (const std::string& fact : ProgrammeFacts(programme, words))
    part.AddSectionDictionary("FACT")->SetValue("TEXT", fact);
  return Fill("programme_part.tpl", part);
}

}  // namespace nanolearn::pages
