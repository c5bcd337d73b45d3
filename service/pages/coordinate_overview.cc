#include "service/pages/coordinate_overview.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "service/pages/figure_parts.h"
#include "service/pages/programme_part.h"
#include "service/pages/run_words.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

std::string JobWord(absl::string_view name, const FigureWords& words) {
  if (name == "mail") return words("Skicka mejl", "Sending mail");
  if (name == "retention") return words("Ta bort uppgifter om dem som slutat", "Erasing who left long ago");
  if (name == "mail-rounds") return words("Skriva dagens mejl", "Writing the mails of the day");
  if (name == "planning") return words("Planera lektioner", "Planning lessons");
  if (name == "figures") return words("Räkna ihop siffror", "Summing up figures");
  if (name == "overdue") return words("Hitta försenade lektioner", "Finding late lessons");
  if (name == "reports") return words("Skriva rapporter", "Writing reports");
  if (name == "audit-anchors") return words("Spara hur långt granskningsloggen har kommit", "Keeping how far the audit goes");
  if (name == "keys") return words("Följa installationens nycklar", "Following the installation's keys");
  if (name == "key-rotation") return words("Byta nyckel för det som är lagrat", "Bringing what is stored under a new key");
  if (name == "links") return words("Länkar till lektioner", "Links to lessons");
  if (name == "drop-folders") return words("Läsa in filer ur mappar", "Reading files from folders");
  if (name == "uploads") return words("Städa bland uppladdade filer", "Clearing uploaded files");
  return std::string(name);
}

void AddHeldRuns(const CoordinateOverview& overview, const FigureWords& words, TemplateDictionary& page) {
  if (!overview.held_runs) return;
  TemplateDictionary* section = page.AddSectionDictionary("RUNS");
  section->SetValue("HEADING", words("Stoppade personallistor", "Held staff lists"));
  if (overview.held_runs->empty()) {
    section->AddSectionDictionary("NONE")->SetValue("TEXT",
                                                    words("Ingen lista är stoppad.", "No list is held."));
  }
  for (const HeldRunItem& run : *overview.held_runs) {
    TemplateDictionary* one = section->AddSectionDictionary("RUN");
    one->SetValue("HREF", absl::StrCat("/coordinate/runs/", run.id));
    one->SetValue("NAME", RunTitle(run, words));
    one->SetValue("TIME", absl::StrCat(words("Kom den ", "Came on "),
                                       words.Instant(run.create_time, overview.age.time_zone), "."));
    for (const std::string& reason : run.reasons)
      one->AddSectionDictionary("REASON")->SetValue("TEXT", reason);
  }
}

std::string FailedMails(const CoordinateOverview& overview, const FigureWords& words) {
  const int failed = *overview.failed_mails;
  if (failed == 0) return words("Inga mejl har misslyckats.", "No mail has failed.");
  if (failed == 1) return words("1 mejl har inte kommit fram.", "1 mail has not been delivered.");
  return absl::StrCat(overview.has_more_failed ? words("Fler än ", "More than ") : "", words.Count(failed),
                      words(" mejl har inte kommit fram.", " mails have not been delivered."));
}

void AddMails(const CoordinateOverview& overview, const FigureWords& words, TemplateDictionary& page) {
  if (!overview.failed_mails) return;
  TemplateDictionary* section = page.AddSectionDictionary("MAILS");
  section->SetValue("HEADING", words("Mejl", "Mail"));
  section->SetValue("TEXT", FailedMails(overview, words));
  if (*overview.failed_mails == 0) return;
  section->AddSectionDictionary("LINK")->SetValue("LINK_TEXT",
                                                  words("Se vilka och varför", "See which and why"));
}

void AddJobs(const CoordinateOverview& overview, const FigureWords& words, TemplateDictionary& page) {
  if (!overview.failing_jobs) return;
  TemplateDictionary* section = page.AddSectionDictionary("JOBS");
  section->SetValue("HEADING", words("Serverns automatiska jobb", "The server's automatic jobs"));
  if (overview.failing_jobs->empty()) {
    section->AddSectionDictionary("NONE")->SetValue("TEXT", words("Allt fungerar.", "All of it works."));
  }
  for (const FailingJobItem& job : *overview.failing_jobs) {
    TemplateDictionary* one = section->AddSectionDictionary("JOB");
    one->SetValue("NAME", JobWord(job.name, words));
    one->SetValue("TIME", absl::StrCat(words("Misslyckades den ", "Failed on "),
                                       words.Instant(job.time, overview.age.time_zone)));
    one->SetValue("ERROR", words("Den som driver servern ser varför.", "Whoever runs the server sees why."));
  }
}

void AddProgrammes(const CoordinateOverview& overview, const FigureWords& words, TemplateDictionary& page) {
  if (!overview.programmes) return;
  TemplateDictionary* section = page.AddSectionDictionary("PROGRAMMES");
  section->SetValue("HEADING", words("Program", "Programmes"));
  section->SetValue("LEGEND", BarLegend(words).text);
  if (overview.programmes->empty()) {
    section->AddSectionDictionary("NONE")->SetValue(
        "TEXT", words("Det finns inga program än.", "There are no programmes yet."));
  }
  bool hides = false;
  for (const ProgrammeItem& programme : *overview.programmes) {
    section->AddSectionDictionary("PROGRAMME")->SetValue("PART", ProgrammePart(programme, words).text);
    hides |= programme.group.figures.hidden;
  }
  if (hides)
    section->AddSectionDictionary("NOTE")->SetValue("TEXT", words.HiddenNote(overview.min_group_size));
  section->SetValue("AGE", AgeNote(overview.age, words).text);
}

}  // namespace

std::string CoordinateOverviewPage(const SignedIn& reader, const CoordinateOverview& overview) {
  const FigureWords words(reader.language);
  const std::string title = words("Samordning", "Coordination");
  TemplateDictionary page("coordinate");
  page.SetValue("TITLE", title);
  AddHeldRuns(overview, words, page);
  AddMails(overview, words, page);
  AddJobs(overview, words, page);
  if (overview.can_read_figures) {
    TemplateDictionary* section = page.AddSectionDictionary("MORE");
    section->SetValue("HEADING", words("Mer att se", "More to see"));
    section->SetValue("QUESTIONS", words("Frågor som många svarar fel på", "Questions that many get wrong"));
    section->SetValue("UNITS", words("Siffror för varje enhet", "Figures of each unit"));
  }
  AddProgrammes(overview, words, page);
  return InSignedInFrame(reader, SignedInPlace::kCoordinate, title, Fill("coordinate_overview.tpl", page));
}

}  // namespace nanolearn::pages
