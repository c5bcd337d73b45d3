#include "service/pages/managed_unit.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "service/pages/figure_parts.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

// How many the sentence above is not about.
std::string Belonging(const ComplianceCounts& counts, const FigureWords& words) {
  const int nothing = counts.people - counts.required;
  std::string text = absl::StrCat(words.People(counts.people), words(" hör till enheten", " in the unit"));
  if (nothing > 0) {
    absl::StrAppend(&text, ", ", words.Count(nothing),
                    words(" av dem har inget att göra", " of them with nothing to do"));
  }
  return absl::StrCat(text, ".");
}

void AddActions(const ManagedUnitView& unit, const FigureWords& words, TemplateDictionary& part) {
  const int late = unit.unit.figures.counts.overdue;
  if (unit.can_name && (late > 0 || unit.unit.figures.hidden)) {
    TemplateDictionary* link = part.AddSectionDictionary("LATE");
    link->SetValue("HREF", absl::StrCat(unit.unit.href, "/late"));
    link->SetValue("TEXT", words("Se vilka som är försenade", "See who is late"));
  }
  part.SetValue("FIGURES_HREF", absl::StrCat(unit.unit.href, "/figures.csv"));
  part.SetValue("FIGURES", words("Ladda ner siffrorna", "Download the figures"));
  part.SetValue("UNIT_NAME", unit.unit.name);  // links that say the same lead to different places
}

void AddBelow(const ManagedUnitView& unit, const FigureWords& words, TemplateDictionary& part) {
  if (unit.below.empty()) return;
  TemplateDictionary* below = part.AddSectionDictionary("BELOW");
  below->SetValue("SUMMARY", absl::StrCat(words("Enheter under ", "Units below "), unit.unit.name));
  below->SetValue("TABLE",
                  GroupTable(unit.below, words("Siffror för varje enhet", "The figures of each unit"),
                             words("Enhet", "Unit"), words)
                      .text);
  if (!unit.has_more_below) return;
  below->AddSectionDictionary("MORE")->SetValue(
      "TEXT", words("Fler finns i filen med siffrorna.", "More are in the file of figures."));
}

}  // namespace

Html ManagedUnitPart(const ManagedUnitView& unit, UnitHeading heading, const std::string& id,
                     const FigureWords& words) {
  TemplateDictionary part("unit");
  const GroupFigures& figures = unit.unit.figures;
  part.SetValue("ID", id);
  TemplateDictionary* name = part.AddSectionDictionary(heading == UnitHeading::kPage ? "PAGE" : "SECTION");
  name->SetValue("NAME", unit.unit.name);
  name->SetValue("HREF", unit.unit.href);
  part.SetValue("DONE", words.Done(figures));
  part.SetValue("REST", figures.hidden ? words.HiddenNote(unit.min_group_size) : words.Rest(figures));
  part.SetValue("BAR", FigureBar(figures).text);
  if (heading == UnitHeading::kPage) part.SetValue("LEGEND", BarLegend(words).text);
  if (!figures.hidden)
    part.AddSectionDictionary("PEOPLE")->SetValue("TEXT", Belonging(figures.counts, words));
  if (!unit.trend.empty()) part.SetValue("TREND", TrendChart(unit.trend, words).text);
  if (unit.unreachable > 0) {
    part.AddSectionDictionary("UNREACHABLE")
        ->SetValue("TEXT", absl::StrCat(words.People(unit.unreachable),
                                        words(" nås inte via mejl. Adressen tar inte emot mejl.",
                                              " cannot be reached by mail. The address takes none.")));
  }
  AddActions(unit, words, part);
  AddBelow(unit, words, part);
  return Fill("managed_unit.tpl", part);
}

}  // namespace nanolearn::pages
