#include "service/pages/coordinate_run.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/pages/figure_words.h"
#include "service/pages/run_words.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

void AddReasons(const CoordinateRun& run, const FigureWords& words, TemplateDictionary& page) {
  if (run.reasons.empty()) return;
  TemplateDictionary* section = page.AddSectionDictionary("REASONS");
  section->SetValue("HEADING", words("Varför den stoppades", "Why it was held"));
  for (const RunReason& reason : run.reasons) {
    TemplateDictionary* one = section->AddSectionDictionary("REASON");
    one->SetValue("TEXT", reason.text);
    if (!reason.detail.empty()) one->AddSectionDictionary("DETAIL")->SetValue("DETAIL_TEXT", reason.detail);
  }
}

void AddCounts(const CoordinateRun& run, const FigureWords& words, TemplateDictionary& page) {
  TemplateDictionary* section = page.AddSectionDictionary("COUNTS");
  const SyncCounts& counts = run.counts;
  section->SetValue("HEADING", run.state == SyncRunState::kHeld
                                   ? words("Vad som händer om den godkänns", "What happens if it is approved")
                                   : words("Vad den gäller", "What it is about"));
  const auto add = [&](const std::string& label, int count) {
    TemplateDictionary* one = section->AddSectionDictionary("COUNT");
    one->SetValue("LABEL", label);
    one->SetValue("VALUE", words.Count(count));
  };
  add(words("börjar", "join"), counts.joins);
  add(words("kommer tillbaka", "return"), counts.returns);
  add(words("slutar", "leave"), counts.leaves);
  add(words("byter enhet", "move"), counts.moves);
  add(words("andra ändringar", "other changes"), counts.additions + counts.ends + counts.changes);
  if (counts.rows > 0) {
    add(words("rader i filen", "rows in the file"), counts.rows);
    add(words("rader som inte går att använda", "rows that cannot be used"), counts.rows_refused);
  }
}

void AddLeavers(const CoordinateRun& run, const FigureWords& words, TemplateDictionary& page) {
  if (run.leavers.empty()) return;
  TemplateDictionary* section = page.AddSectionDictionary("LEAVERS");
  section->SetValue("HEADING", words("Vilka enheter som förlorar personer", "Which units lose people"));
  section->SetValue("CAPTION", words("Hur många som slutar, flest först", "How many leave, the most first"));
  section->SetValue("UNIT_HEADING", words("Enhet", "Unit"));
  section->SetValue("COUNT_HEADING", words("Slutar", "Leave"));
  for (const UnitLeavers& unit : run.leavers) {
    TemplateDictionary* row = section->AddSectionDictionary("ROW");
    row->SetValue("UNIT", unit.unit);
    row->SetValue("COUNT", words.Count(unit.count));
  }
  if (run.more_leaver_units == 0) return;
  section->AddSectionDictionary("MORE")->SetValue(
      "TEXT", absl::StrCat(words.Count(run.more_leaver_units), words(" enheter till.", " more units.")));
}

void AddChanges(const CoordinateRun& run, const FigureWords& words, TemplateDictionary& page) {
  if (run.changes.empty()) return;
  TemplateDictionary* section = page.AddSectionDictionary("CHANGES");
  section->SetValue("HEADING", words("Ändringar", "Changes"));
  section->SetValue("CAPTION", words("Vad som ändras för vem", "What changes for whom"));
  section->SetValue("WHAT", words("Ändring", "Change"));
  section->SetValue("WHO", words("Namn", "Name"));
  section->SetValue("WHERE", words("Enhet", "Unit"));
  for (const ChangeItem& change : run.changes) {
    TemplateDictionary* row = section->AddSectionDictionary("CHANGE");
    row->SetValue("KIND", ChangeWord(change.kind, words));
    row->SetValue("NAME", ChangedName(change, words));
    row->SetValue("UNIT", change.unit);
    for (const FieldChange& field : change.fields) {
      row->AddSectionDictionary("FIELD")->SetValue("TEXT", FieldText(field, words));
    }
  }
  section->SetValue("FILE_HREF", absl::StrCat("/coordinate/runs/", run.run.id, "/changes.csv"));
  section->SetValue("FILE", words("Ladda ner alla ändringar", "Download all changes"));
  if (run.more_changes == 0) return;
  section->AddSectionDictionary("MORE")->SetValue(
      "TEXT", absl::StrCat(words("Minst ", "At least "), words.Count(run.more_changes),
                           words(" ändringar till.", " more changes.")));
}

void AddProblems(const CoordinateRun& run, const FigureWords& words, TemplateDictionary& page) {
  if (run.problem_count == 0) return;
  TemplateDictionary* section = page.AddSectionDictionary("PROBLEMS");
  section->SetValue("SUMMARY", absl::StrCat(words("Fel i filen (", "Problems in the file ("),
                                            words.Count(run.problem_count), ")"));
  for (const std::string& problem : run.problems)
    section->AddSectionDictionary("PROBLEM")->SetValue("TEXT", problem);
  const int more = run.problem_count - static_cast<int>(run.problems.size());
  if (more > 0) {
    section->AddSectionDictionary("MORE")->SetValue(
        "TEXT", absl::StrCat(words.Count(more), words(" till.", " more.")));
  }
}

void AddDecision(const SignedIn& reader, const CoordinateRun& run, const FigureWords& words,
                 TemplateDictionary& page) {
  if (run.decide_time) {
    page.AddSectionDictionary("DECIDED")->SetValue(
        "TEXT", absl::StrCat(RunStateWord(run.state, words), words(". Beslutat den ", ". Decided on "),
                             words.Instant(*run.decide_time, run.time_zone),
                             run.decided_by.empty() ? "" : words(" av ", " by "), run.decided_by, "."));
  }
  if (!run.can_decide) return;
  TemplateDictionary* form = page.AddSectionDictionary("DECIDE");
  form->SetValue("HEADING", words("Beslut", "Decision"));
  form->SetValue("HREF", absl::StrCat("/coordinate/runs/", run.run.id));
  form->SetValue("CSRF_NAME", reader.csrf.name);
  form->SetValue("CSRF", reader.csrf.value);
  form->SetValue("REQUEST_ID", run.request_id);
  form->SetValue("REJECT", words("Avvisa: inget ändras", "Reject: nothing is changed"));
  if (run.approvable) {
    TemplateDictionary* approval = form->AddSectionDictionary("APPROVABLE");
    approval->SetValue("APPROVE", words("Godkänn och inför", "Approve and apply"));
    approval->SetValue("SURE", words("Jag har kontrollerat att listan stämmer.", "I have checked that the list is right."));
    form->SetValue("EXPLANATION",
                   words("Stämmer det som står ovan? Ett beslut kan tas tillbaka av den som sköter "
                         "servern, men mejl som har gått i väg går inte att ta tillbaka.",
                         "Is what stands above right? Whoever runs the server can take a decision "
                         "back, but not mails that have been sent."));
  } else {
    form->SetValue("EXPLANATION",
                   words("Listan går inte att läsa och kan därför inte godkännas. Avvisa den och be "
                         "om en ny.",
                         "The list cannot be read and so cannot be approved. Reject it and ask for a "
                         "new one."));
  }
}

}  // namespace

std::string CoordinateRunPage(const SignedIn& reader, const CoordinateRun& run) {
  const FigureWords words(reader.language);
  const std::string title = RunTitle(run.run, words);
  TemplateDictionary page("run");
  page.SetValue("UP", words("Samordning", "Coordination"));
  page.SetValue("TITLE", title);
  page.SetValue("STATE", absl::StrCat(RunStateWord(run.state, words), ". ", words("Kom den ", "Came on "),
                                      words.Instant(run.run.create_time, run.time_zone), "."));
  AddReasons(run, words, page);
  AddCounts(run, words, page);
  AddLeavers(run, words, page);
  AddChanges(run, words, page);
  AddProblems(run, words, page);
  AddDecision(reader, run, words, page);
  return InSignedInFrame(reader, SignedInPlace::kCoordinate, title, Fill("coordinate_run.tpl", page));
}

}  // namespace nanolearn::pages
