#include "service/pages/run_words.h"

#include <array>

#include "absl/strings/str_cat.h"

namespace nanolearn::pages {
namespace {

struct Field {
  absl::string_view name, swedish, english;
};

constexpr std::array<Field, 13> kFields = {{
    {"given_name", "förnamn", "given name"},
    {"family_name", "efternamn", "family name"},
    {"email", "e-postadress", "email"},
    {"phone", "telefon", "phone"},
    {"key", "anställningsnummer", "key"},
    {"unit", "enhet", "unit"},
    {"role", "befattning", "role"},
    {"from", "från", "from"},
    {"to", "till och med", "to"},
    {"leave_from", "frånvarande från", "on leave from"},
    {"leave_to", "frånvarande till och med", "on leave to"},
    {"manager", "chef", "manager"},
    {"computer", "dator", "computer"},
}};

// Days and answers are said as people say them.
std::string ValueText(const std::string& value, const FigureWords& words) {
  if (value.empty()) return "–";
  if (value == "yes") return words("ja", "yes");
  if (value == "no") return words("nej", "no");
  const absl::StatusOr<Date> day = ParseDate(value);
  return day.ok() ? words.Day(*day) : value;
}

}  // namespace

std::string RunTitle(const HeldRunItem& run, const FigureWords& words) {
  const std::string what =
      run.file_name.empty() ? words("ändringar från katalogen", "changes from the directory") : run.file_name;
  return absl::StrCat(run.source, ": ", what, words(", gäller från den ", ", valid from "),
                      words.Day(run.effective));
}

std::string ChangeWord(SyncChangeKind kind, const FigureWords& words) {
  switch (kind) {
    case SyncChangeKind::kJoin:
      return words("Börjar", "Joins");
    case SyncChangeKind::kReturn:
      return words("Kommer tillbaka", "Returns");
    case SyncChangeKind::kAdd:
      return words("Får en anställning till", "Gets one more engagement");
    case SyncChangeKind::kMove:
      return words("Byter enhet", "Moves");
    case SyncChangeKind::kChange:
      return words("Ändras", "Changes");
    case SyncChangeKind::kEnd:
      return words("En av flera anställningar avslutas", "One of several engagements ends");
    case SyncChangeKind::kLeave:
      return words("Slutar", "Leaves");
    case SyncChangeKind::kContinue:
      break;
  }
  return words("Fortsätter", "Goes on");
}

std::string RunStateWord(SyncRunState state, const FigureWords& words) {
  switch (state) {
    case SyncRunState::kHeld:
      return words("Väntar på beslut", "Waits for a decision");
    case SyncRunState::kApplied:
      return words("Införd", "Applied");
    case SyncRunState::kRejected:
      return words("Avvisad: inget har ändrats", "Rejected: nothing was changed");
    case SyncRunState::kSuperseded:
      return words("Ersatt av en nyare lista: inget har ändrats",
                   "Replaced by a newer list: nothing was changed");
    case SyncRunState::kReverted:
      return words("Införd och sedan återtagen", "Applied and taken back");
  }
  return "";
}

std::string FieldWord(absl::string_view field, const FigureWords& words) {
  for (const Field& known : kFields) {
    if (known.name == field) return words(known.swedish, known.english);
  }
  return std::string(field);
}

std::string FieldText(const FieldChange& change, const FigureWords& words) {
  return absl::StrCat(FieldWord(change.field, words), ": ", ValueText(change.before, words), " → ",
                      ValueText(change.after, words));
}

std::string ChangedName(const ChangeItem& change, const FigureWords& words) {
  return change.name.empty() ? words("skyddade personuppgifter", "protected identity") : change.name;
}

}  // namespace nanolearn::pages
