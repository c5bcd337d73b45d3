#include "service/pages/manage_overview.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "service/pages/figure_parts.h"
#include "service/pages/managed_unit.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

bool SomeAreHidden(const ManageOverview& overview) {
  for (const ManagedUnitView& unit : overview.units) {
    if (HidesSome(unit.below)) return true;
  }
  return false;
}

// Those who are left out of the table, in a sentence; empty: nobody.
std::string LeftOut(const ManageOverview& overview, const FigureWords& words) {
  std::string text;
  if (overview.more_people > 0) {
    absl::StrAppend(&text, words.People(overview.more_people),
                    words(" till får inte plats här. ", " more do not fit here. "));
  }
  if (overview.unnamed_people > 0) {
    absl::StrAppend(
        &text, words.People(overview.unnamed_people),
        words(" med skyddade personuppgifter visas inte.", " with a protected identity are not shown."));
  }
  return text;
}

void AddPeople(const ManageOverview& overview, const FigureWords& words, TemplateDictionary& page) {
  if (overview.people.empty() && overview.unnamed_people == 0) return;
  TemplateDictionary* people = page.AddSectionDictionary("PEOPLE");
  people->SetValue("HEADING", words("Mina medarbetare", "My people"));
  people->SetValue("CAPTION", words("Lektioner för var och en som rapporterar direkt till dig",
                                    "Lessons of each person who reports directly to you"));
  people->SetValue("NAME_HEADING", words("Namn", "Name"));
  people->SetValue("DONE_HEADING", words("Klara", "Done"));
  people->SetValue("OPEN_HEADING", words("Har tid kvar", "Time left"));
  people->SetValue("LATE_HEADING", words("Försenade", "Late"));
  for (const ManagedPersonView& person : overview.people) {
    TemplateDictionary* row = people->AddSectionDictionary("PERSON");
    row->SetValue("NAME", person.name);
    row->SetValue("DONE", words.Count(person.done));
    row->SetValue("OPEN", words.Count(person.open));
    row->SetValue("LATE", words.Count(person.late));
    if (person.late > 0) row->ShowSection("IS_LATE");
    if (!person.next_due) continue;
    row->AddSectionDictionary("NEXT")->SetValue(
        "TEXT",
        absl::StrCat(words("nästa ska vara klar senast den ", "next is due "), words.Day(*person.next_due)));
  }
  const std::string left_out = LeftOut(overview, words);
  if (!left_out.empty()) people->AddSectionDictionary("LEFT_OUT")->SetValue("TEXT", left_out);
}

}  // namespace

std::string ManageOverviewPage(const SignedIn& reader, const ManageOverview& overview) {
  const FigureWords words(reader.language);
  const std::string title = words("Mina enheter", "My units");
  TemplateDictionary page("overview");
  page.SetValue("TITLE", title);
  page.SetValue("LEGEND", BarLegend(words).text);
  int number = 0;
  for (const ManagedUnitView& unit : overview.units) {
    page.AddSectionDictionary("UNIT")->SetValue(
        "PART", ManagedUnitPart(unit, UnitHeading::kSection, absl::StrCat("unit-", ++number), words).text);
  }
  if (overview.more_units > 0) {
    page.AddSectionDictionary("MORE_UNITS")
        ->SetValue("TEXT",
                   absl::StrCat(words.Count(overview.more_units),
                                words(" enheter till får inte plats här.", " more units do not fit here.")));
  }
  AddPeople(overview, words, page);
  if (SomeAreHidden(overview))
    page.AddSectionDictionary("NOTE")->SetValue("TEXT", words.HiddenNote(overview.min_group_size));
  page.SetValue("AGE", AgeNote(overview.age, words).text);
  return InSignedInFrame(reader, SignedInPlace::kManage, title, Fill("manage_overview.tpl", page));
}

}  // namespace nanolearn::pages
