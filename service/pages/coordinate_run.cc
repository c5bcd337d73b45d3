#include "service/pages/coordinate_run.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "service/pages/figure_words.h"
#include "service/pages/run_words.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

std::string RunHref(const CoordinateRun& run) { return absl::StrCat("/coordinate/runs/", run.run.id); }

std::string MoreUnits(int count, const FigureWords& words) {
  return absl::StrCat(words.Count(count), count == 1 ? words(" enhet till.", " more unit.")
                                                     : words(" enheter till.", " more units."));
}

std::string MoreChanges(int count, bool are_all_counted, const FigureWords& words) {
  return absl::StrCat(
      are_all_counted ? "" : words("Minst ", "At least "), words.Count(count),
      count == 1 ? words(" ändring till.", " more change.") : words(" ändringar till.", " more changes."));
}

// A part of the page, with its heading.
TemplateDictionary* AddPart(const char* name, const std::string& heading, TemplateDictionary& page) {
  TemplateDictionary* part = page.AddSectionDictionary(name);
  part->SetValue("HEADING", heading);
  return part;
}

// What is not listed of it.
void AddMore(int count, const std::string& text, TemplateDictionary* part) {
  if (count > 0) part->AddSectionDictionary("MORE")->SetValue("TEXT", text);
}

void AddReasons(const CoordinateRun& run, const FigureWords& words, TemplateDictionary& page) {
  if (run.reasons.empty()) return;
  TemplateDictionary* part = AddPart("REASONS", words("Varför den stoppades", "Why it was held"), page);
  for (const RunReason& reason : run.reasons) {
    TemplateDictionary* one = part->AddSectionDictionary("REASON");
    one->SetValue("TEXT", reason.text);
    if (!reason.detail.empty()) one->AddSectionDictionary("DETAIL")->SetValue("DETAIL_TEXT", reason.detail);
  }
}

void AddCounts(const CoordinateRun& run, const FigureWords& words, TemplateDictionary& page) {
  TemplateDictionary* part =
      AddPart("COUNTS",
              run.state == SyncRunState::kHeld
                  ? words("Vad som händer om den godkänns", "What happens if it is approved")
                  : words("Vad den gäller", "What it is about"),
              page);
  const SyncCounts& counts = run.counts;
  const auto add = [&](const std::string& label, int count) {
    TemplateDictionary* one = part->AddSectionDictionary("COUNT");
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
  TemplateDictionary* part =
      AddPart("LEAVERS", words("Vilka enheter som förlorar personer", "Which units lose people"), page);
  part->SetValue("CAPTION", words("Hur många som slutar, flest först", "How many leave, the most first"));
  part->SetValue("UNIT_HEADING", words("Enhet", "Unit"));
  part->SetValue("COUNT_HEADING", words("Slutar", "Leave"));
  for (const UnitLeavers& unit : run.leavers) {
    TemplateDictionary* row = part->AddSectionDictionary("ROW");
    row->SetValue("UNIT", unit.unit);
    row->SetValue("COUNT", words.Count(unit.count));
  }
  AddMore(run.more_leaver_units, MoreUnits(run.more_leaver_units, words), part);
}

void AddChanges(const CoordinateRun& run, const FigureWords& words, TemplateDictionary& page) {
  if (run.changes.empty()) return;
  TemplateDictionary* part = AddPart("CHANGES", words("Ändringar", "Changes"), page);
  part->SetValue("CAPTION", words("Vad som ändras för vem", "What changes for whom"));
  part->SetValue("WHAT", words("Ändring", "Change"));
  part->SetValue("WHO", words("Namn", "Name"));
  part->SetValue("WHERE", words("Enhet", "Unit"));
  for (const ChangeItem& change : run.changes) {
    TemplateDictionary* row = part->AddSectionDictionary("CHANGE");
    row->SetValue("KIND", ChangeWord(change.kind, words));
    row->SetValue("NAME", ChangedName(change, words));
    row->SetValue("UNIT", change.unit);
    for (const FieldChange& field : change.fields) {
      row->AddSectionDictionary("FIELD")->SetValue("TEXT", FieldText(field, words));
    }
  }
  part->SetValue("FILE_HREF", absl::StrCat(RunHref(run), "/changes.csv"));
  part->SetValue("FILE", words("Ladda ner alla ändringar", "Download all changes"));
  AddMore(run.more_changes, MoreChanges(run.more_changes, run.are_all_counted, words), part);
}

void AddProblems(const CoordinateRun& run, const FigureWords& words, TemplateDictionary& page) {
  if (run.problem_count == 0) return;
  TemplateDictionary* part = AddPart(
      "PROBLEMS",
      absl::StrCat(words("Fel i filen (", "Problems in the file ("), words.Count(run.problem_count), ")"),
      page);
  for (const std::string& problem : run.problems)
    part->AddSectionDictionary("PROBLEM")->SetValue("TEXT", problem);
  const int more = run.problem_count - static_cast<int>(run.problems.size());
  AddMore(more, absl::StrCat(words.Count(more), words(" till.", " more.")), part);
}

void AddDecided(const CoordinateRun& run, const FigureWords& words, TemplateDictionary& page) {
  if (!run.decide_time) return;
  page.AddSectionDictionary("DECIDED")->SetValue(
      "TEXT", absl::StrCat(RunStateWord(run.state, words), words(". Beslutat den ", ". Decided on "),
                           words.Instant(*run.decide_time, run.time_zone),
                           run.decided_by.empty() ? "" : words(" av ", " by "), run.decided_by, "."));
}

void AddApproval(const CoordinateRun& run, const FigureWords& words, TemplateDictionary* form) {
  TemplateDictionary* approval = form->AddSectionDictionary("APPROVABLE");
  approval->SetValue("APPROVE", words("Godkänn och inför", "Approve and apply"));
  approval->SetValue(
      "SURE", words("Jag har kontrollerat att listan stämmer.", "I have checked that the list is right."));
  if (!run.must_tick) return;
  approval->AddSectionDictionary("ERROR")->SetValue(
      "ERROR_TEXT", words("Kryssa först i att du har kontrollerat listan. Den är inte godkänd, och inget har "
                          "ändrats.",
                          "First tick that you have checked the list. It is not approved, and nothing has "
                          "been changed."));
  approval->ShowSection("INVALID");
}

void AddDecision(const SignedIn& reader, const CoordinateRun& run, const FigureWords& words,
                 TemplateDictionary& page) {
  if (!run.can_decide) return;
  TemplateDictionary* form = AddPart("DECIDE", words("Beslut", "Decision"), page);
  form->SetValue("HREF", RunHref(run));
  form->SetValue("CSRF_NAME", reader.csrf.name);
  form->SetValue("CSRF", reader.csrf.value);
  form->SetValue("REQUEST_ID", run.request_id);
  form->SetValue("REJECT", words("Avvisa: inget ändras", "Reject: nothing is changed"));
  form->SetValue("EXPLANATION",
                 run.approvable
                     ? words("Stämmer det som står ovan? Ett beslut kan tas tillbaka av den som sköter "
                             "servern, men mejl som har gått i väg går inte att ta tillbaka.",
                             "Is what stands above right? Whoever runs the server can take a decision "
                             "back, but not mails that have been sent.")
                     : words("Listan går inte att läsa och kan därför inte godkännas. Avvisa den och be "
                             "om en ny.",
                             "The list cannot be read and so cannot be approved. Reject it and ask for a "
                             "new one."));
  if (run.approvable) AddApproval(run, words, form);
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
  AddDecided(run, words, page);
  AddReasons(run, words, page);
  AddCounts(run, words, page);
  AddLeavers(run, words, page);
  AddDecision(reader, run, words, page);
  AddChanges(run, words, page);
  AddProblems(run, words, page);
  // Heard first when the page comes back.
  const std::string error = run.must_tick ? words("Fel: ", "Error: ") : "";
  return InSignedInFrame(reader, SignedInPlace::kCoordinate, absl::StrCat(error, title),
                         Fill("coordinate_run.tpl", page));
}

}  // namespace nanolearn::pages
