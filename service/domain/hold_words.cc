#include "service/domain/hold_words.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "service/domain/percent.h"
#include "service/domain/plain_words.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kFiguresBelow = "Siffrorna och gränsen";

std::string End(HoldEnding ending, absl::string_view what) {
  return ending == HoldEnding::kPlain ? "." : absl::StrCat(". ", what, " står nedan på engelska.");
}

const PlainWords kWords("sv");

std::string OnDay(const SyncRun& run) { return absl::StrCat("den ", kWords.Day(run.effective)); }

std::string SwedishPeople(int count) {
  return absl::StrCat(kWords.Count(count), count == 1 ? " person" : " personer");
}

std::string SwedishPercent(int part, int whole) {
  return absl::StrCat(absl::StrReplaceAll(PercentWithDecimal(part, whole), {{".", ","}}), "\u00a0%");
}

// "300 av 2 400 rader (12,5 %; upp till 5 % godtas utan fråga)".
std::string OutOf(const HoldFigures& figures, absl::string_view what) {
  return absl::StrCat(kWords.Count(figures.part), " av ", kWords.Count(figures.whole), what, " (",
                      SwedishPercent(figures.part, figures.whole), "; upp till ",
                      kWords.Percent(figures.max_percent), " godtas utan fråga)");
}

// How many the run would end before their time; all that leave, where that is not told apart.
int LeaversOf(const SyncRun& run) { return run.leavers > 0 ? run.leavers : run.counts.leaves; }

bool HasFigures(const HoldReason& hold) { return hold.figures.whole > 0 || !hold.figures.units.empty(); }

std::string SwedishRefused(const HoldReason& hold, const SyncRun& run) {
  const SyncCounts& counts = run.counts;
  if (HasFigures(hold))
    return absl::StrCat("Ovanligt många rader går inte att använda: ", OutOf(hold.figures, " rader"), ".");
  return absl::StrCat("Ovanligt många rader går inte att använda: ", kWords.Count(counts.rows_refused),
                      " av ", kWords.Count(counts.rows), " (",
                      SwedishPercent(counts.rows_refused, counts.rows), ").");
}

std::string SwedishLeavers(const HoldReason& hold, const SyncRun& run, HoldEnding ending) {
  const bool is_counted = HasFigures(hold);
  return absl::StrCat(
      "Ovanligt många skulle sluta tidigare än väntat: ",
      is_counted ? OutOf(hold.figures, " personer") : SwedishPeople(LeaversOf(run)),
      ". De saknas i listan eller har fått andra datum. Om listan godkänns slutar de från och med ",
      OnDay(run), is_counted ? "." : End(ending, kFiguresBelow));
}

std::string SwedishUnit(const HoldFigures::Unit& unit) {
  return absl::StrCat(unit.name.empty() ? unit.code : absl::StrCat(unit.name, " (", unit.code, ")"), " ",
                      kWords.Count(unit.leavers), " av ", kWords.Count(unit.people));
}

std::string SwedishUnitLeavers(const HoldReason& hold, const SyncRun& run, HoldEnding ending) {
  const HoldFigures& figures = hold.figures;
  if (!HasFigures(hold)) {
    return absl::StrCat("En eller flera enheter skulle förlora ovanligt många personer ", OnDay(run),
                        End(ending, "Vilka enheter och hur många"));
  }
  const int count = static_cast<int>(figures.units.size()) + figures.more_units;
  std::vector<std::string> units;
  for (const HoldFigures::Unit& unit : figures.units) units.push_back(SwedishUnit(unit));
  return absl::StrCat(
      count == 1 ? "En enhet" : absl::StrCat(kWords.Count(count), " enheter"), " skulle förlora mer än ",
      kWords.Percent(figures.max_percent), " av sina personer: ", absl::StrJoin(units, ", "),
      figures.more_units > 0 ? absl::StrCat(" och ", kWords.Count(figures.more_units), " enheter till") : "",
      ". Om listan godkänns slutar ", SwedishPeople(figures.leavers), " från och med ", OnDay(run), ".");
}

std::string SwedishWeek(const HoldReason& hold, const SyncRun& run, HoldEnding ending) {
  const std::string beginning = "Ovanligt många har slutat på sju dagar, när ";
  if (!HasFigures(hold)) {
    return absl::StrCat(beginning, SwedishPeople(LeaversOf(run)), " i den här listan räknas med",
                        End(ending, kFiguresBelow));
  }
  return absl::StrCat(beginning, SwedishPeople(hold.figures.leavers),
                      " i den här listan räknas med: ", OutOf(hold.figures, " personer"), ".");
}

std::string SwedishRekeyed(const HoldReason& hold, const SyncRun& run, HoldEnding ending) {
  const std::string beginning =
      "Ovanligt många personer har fått en annan nyckel, till exempel ett nytt anställningsnummer";
  if (!HasFigures(hold)) return absl::StrCat(beginning, End(ending, kFiguresBelow));
  return absl::StrCat(beginning, ": ", OutOf(hold.figures, " personer"),
                      ". Kanske läses nyckeln ur en annan kolumn än förut. Om listan godkänns avslutas deras "
                      "anställningar ",
                      OnDay(run), " och nya börjar med de nya nycklarna.");
}

std::string SwedishAboutFile(const HoldReason& hold, const SyncRun& run, HoldEnding ending) {
  if (hold.reason == "EMPTY_FILE") {
    return absl::StrCat(
        "Filen innehåller inga rader. Om listan godkänns räknas alla från källan som saknade från och med ",
        OnDay(run), ".");
  }
  if (hold.reason == "FILE_CUT_OFF") {
    return absl::StrCat(
        "Filen verkar vara avbruten: slutet saknas. Om listan godkänns räknas alla som inte "
        "finns på de hela raderna som saknade från och med ",
        OnDay(run), ".");
  }
  if (hold.reason == "MAPPING_MISFIT") return "Filen går inte att läsa med källans kolumnbeskrivning.";
  if (hold.reason == "NO_USABLE_ROW") {
    if (run.counts.rows == 1) return "Filens enda rad går inte att använda.";
    return absl::StrCat("Ingen av filens ", kWords.Count(run.counts.rows), " rader går att använda.");
  }
  if (hold.reason == "OLDER_FILE") {
    return absl::StrCat("Filen är äldre än den som senast lästes in, eller är samma fil som en tidigare",
                        End(ending, "Vilken och när"));
  }
  return absl::StrCat("Något annat är ovanligt", End(ending, "Vad det är"));
}

}  // namespace

std::string SwedishHoldReason(const HoldReason& hold, const SyncRun& run, HoldEnding ending) {
  if (hold.reason == "MANY_REFUSED") return SwedishRefused(hold, run);
  if (hold.reason == "MANY_LEAVERS") return SwedishLeavers(hold, run, ending);
  if (hold.reason == "MANY_UNIT_LEAVERS") return SwedishUnitLeavers(hold, run, ending);
  if (hold.reason == "MANY_WEEK_LEAVERS") return SwedishWeek(hold, run, ending);
  if (hold.reason == "MANY_REKEYED") return SwedishRekeyed(hold, run, ending);
  return SwedishAboutFile(hold, run, ending);
}

bool SaysAllInSwedish(const HoldReason& hold) { return HasFigures(hold) || hold.reason == "EMPTY_FILE"; }

}  // namespace nanolearn
