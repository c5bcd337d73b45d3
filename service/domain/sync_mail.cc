#include "service/domain/sync_mail.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "service/base/error.h"
#include "service/domain/file_failure.h"
#include "service/domain/personnummer.h"
#include "service/domain/plain_words.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxNameCharacters = 120;
constexpr size_t kMaxSubjectCharacters = 180;

constexpr absl::string_view kFiguresBelow = "Siffrorna och gränsen";

// Where a sentence ends that says less than the English one.
enum class Ending { kPlain, kPointsBelow };
std::string End(Ending ending, absl::string_view what) {
  return ending == Ending::kPlain ? "." : absl::StrCat(". ", what, " står nedan på engelska.");
}

const PlainWords kWords("sv");

std::string OnDay(const SyncRun& run) { return absl::StrCat("den ", kWords.Day(run.effective)); }

std::string SwedishPeople(int count) {
  return absl::StrCat(kWords.Count(count), count == 1 ? " person" : " personer");
}

std::string SwedishPercent(int part, int whole) {
  const std::string percent = absl::StrFormat("%.1f\u00a0%%", whole == 0 ? 0.0 : 100.0 * part / whole);
  return absl::StrReplaceAll(percent, {{".", ","}});
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

std::string SwedishLeavers(const HoldReason& hold, const SyncRun& run, Ending ending) {
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

std::string SwedishUnitLeavers(const HoldReason& hold, const SyncRun& run, Ending ending) {
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

std::string SwedishWeek(const HoldReason& hold, const SyncRun& run, Ending ending) {
  const std::string beginning = "Ovanligt många har slutat på sju dagar, när ";
  if (!HasFigures(hold)) {
    return absl::StrCat(beginning, SwedishPeople(LeaversOf(run)), " i den här listan räknas med",
                        End(ending, kFiguresBelow));
  }
  return absl::StrCat(beginning, SwedishPeople(hold.figures.leavers),
                      " i den här listan räknas med: ", OutOf(hold.figures, " personer"), ".");
}

std::string SwedishRekeyed(const HoldReason& hold, const SyncRun& run, Ending ending) {
  const std::string beginning =
      "Ovanligt många personer har fått en annan nyckel, till exempel ett nytt anställningsnummer";
  if (!HasFigures(hold)) return absl::StrCat(beginning, End(ending, kFiguresBelow));
  return absl::StrCat(beginning, ": ", OutOf(hold.figures, " personer"),
                      ". Kanske läses nyckeln ur en annan kolumn än förut. Om listan godkänns avslutas deras "
                      "anställningar ",
                      OnDay(run), " och nya börjar med de nya nycklarna.");
}

std::string SwedishAboutFile(const HoldReason& hold, const SyncRun& run, Ending ending) {
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

// The sentences of hold reasons are English; the Swedish ones are made of the figures beside them.
std::string SwedishReason(const HoldReason& hold, const SyncRun& run, Ending ending) {
  if (hold.reason == "MANY_REFUSED") return SwedishRefused(hold, run);
  if (hold.reason == "MANY_LEAVERS") return SwedishLeavers(hold, run, ending);
  if (hold.reason == "MANY_UNIT_LEAVERS") return SwedishUnitLeavers(hold, run, ending);
  if (hold.reason == "MANY_WEEK_LEAVERS") return SwedishWeek(hold, run, ending);
  if (hold.reason == "MANY_REKEYED") return SwedishRekeyed(hold, run, ending);
  return SwedishAboutFile(hold, run, ending);
}

// Sentences that quote the file: its headings may be somebody's row, if the file has no header.
constexpr std::array<std::pair<absl::string_view, absl::string_view>, 3> kQuoting = {{
    {"MAPPING_MISFIT", "The file cannot be read with the source's mapping."},
    {"MISSING_COLUMN",
     "The file's columns do not fit the source's mapping; the report says which are missing."},
    {"NO_USABLE_ROW", "None of the rows can be used."},
}};

std::string WithoutQuotes(absl::string_view reason, absl::string_view sentence) {
  for (const auto& [quoting, instead] : kQuoting) {
    if (reason == quoting) return std::string(instead);
  }
  return std::string(sentence);
}

std::string Indented(absl::string_view command) { return absl::StrCat("    ", command, "\n"); }

std::string Command(absl::string_view organisation, absl::string_view verb, const SyncRun& run) {
  return absl::StrCat("nanolearn --organisation ", organisation, " people sync ", verb, " ",
                      FormatId(run.id));
}

std::string SwedishFigures(const SyncRun& run) {
  if (!run.approvable) return "";
  return absl::StrCat("Om listan godkänns: ", kWords.Count(run.counts.joins), " börjar, ",
                      kWords.Count(run.counts.returns), " kommer tillbaka, ", kWords.Count(run.counts.leaves),
                      " slutar, ", kWords.Count(run.counts.moves),
                      " byter enhet. Rader: ", kWords.Count(run.counts.rows), ", varav ",
                      kWords.Count(run.counts.rows_refused), " inte går att använda.\n\n");
}

std::string EnglishFigures(const SyncRun& run) {
  if (!run.approvable) return "";
  return absl::StrCat("If it is approved: joined ", run.counts.joins, ", returned ", run.counts.returns,
                      ", left ", run.counts.leaves, ", moved ", run.counts.moves, ". Rows: ", run.counts.rows,
                      ", rows left out: ", run.counts.rows_refused, ".\n\n");
}

std::string Swedish(const Organisation& organisation, const Source& source, const SyncRun& run) {
  const std::string what = run.file_name.empty() ? absl::StrCat("Ändringarna från källan ", source.name)
                                                 : absl::StrCat("Filen ", ShownFileName(run.file_name),
                                                                " från källan ", source.name);
  std::string text =
      absl::StrCat(what, " (", OnOneLine(organisation.display_name),
                   ") har stoppats. Inget av det som stoppats är infört. Det väntar tills någon har tittat "
                   "på det.\n\nVarför:\n");
  for (const HoldReason& hold : run.hold_reasons)
    absl::StrAppend(&text, "- ", SwedishReason(hold, run, Ending::kPointsBelow), "\n");
  absl::StrAppend(&text, "\n", SwedishFigures(run), "Se vad det gäller:\n",
                  Indented(Command(organisation.slug, "show", run)));
  if (run.approvable) {
    absl::StrAppend(&text, "Om det stämmer, godkänn:\n",
                    Indented(Command(organisation.slug, "approve", run)));
  } else {
    absl::StrAppend(&text, "Den här listan kan inte godkännas. Rätta filen och lämna den på nytt.\n");
  }
  absl::StrAppend(&text, "Om det är fel, avvisa:\n", Indented(Command(organisation.slug, "reject", run)));
  return text;
}

std::string English(const Organisation& organisation, const Source& source, const SyncRun& run) {
  const std::string what = run.file_name.empty() ? absl::StrCat("Changes from the source ", source.name)
                                                 : absl::StrCat("The file ", ShownFileName(run.file_name),
                                                                " from the source ", source.name);
  std::string text =
      absl::StrCat(what, " (", OnOneLine(organisation.display_name), run.file_name.empty() ? ") are" : ") is",
                   " held. Nothing of what is held has been applied. It waits until somebody has "
                   "looked at it.\n\nWhy:\n");
  for (const HoldReason& hold : run.hold_reasons) {
    absl::StrAppend(&text, "- ", WithoutQuotes(hold.reason, hold.message), "\n");
  }
  absl::StrAppend(&text, "\n", EnglishFigures(run), "See what it is about:\n",
                  Indented(Command(organisation.slug, "show", run)));
  if (run.approvable) {
    absl::StrAppend(&text, "If it is right, approve it:\n",
                    Indented(Command(organisation.slug, "approve", run)));
  } else {
    absl::StrAppend(&text, "This run cannot be approved. Correct the file and deliver it again.\n");
  }
  absl::StrAppend(&text, "If it is wrong, reject it:\n", Indented(Command(organisation.slug, "reject", run)));
  return text;
}

constexpr absl::string_view kInEnglish = "\n\n--- In English ---\n\n";

std::string Subject(absl::string_view text) {
  return std::string(FirstCharacters(OnOneLine(text), kMaxSubjectCharacters));
}

constexpr absl::string_view kSwedishFailed =
    "gick inte att läsa in. Inget har ändrats. Varför står nedan på engelska.\n\n"
    "Filen ligger i mappen failed med en rapport bredvid. Rätta felet och lämna filen på nytt.\n";

std::string EnglishFailed(const absl::Status& why) {
  const std::string sentence = WithoutQuotes(DetailsOf(why).reason, why.message());
  return absl::StrCat("could not be read. Nothing has been changed. What the server says:\n\n",
                      Indented(OnOneLine(sentence)),
                      "\nThe file is in the folder failed with a report beside it. Correct what is wrong and "
                      "deliver the file again.\n");
}

std::string SwedishLater(const Organisation& organisation, const Source& source, absl::string_view day) {
  const absl::StatusOr<Date> later = ParseDate(day);
  return absl::StrCat(
      "lästes inte in, eftersom en lista för en senare dag, den ",
      later.ok() ? kWords.Day(*later) : std::string(day),
      ", redan är inläst. Det är inget fel på filen. Inget har ändrats.\n\nFiler läses in som "
      "vanligt igen från och med den dagen. Om filen ändå ska gälla för sin egen dag, hämta den "
      "i mappen failed och skicka den för hand:\n",
      Indented(ReplayCommand(organisation.slug, source.name)));
}

std::string EnglishLater(const Organisation& organisation, const Source& source, absl::string_view day) {
  return absl::StrCat("was not read, since a list for a later day, ", day,
                      ", has been read already. Nothing is wrong with the file. Nothing has been "
                      "changed.\n\nFiles are read again from that day on. If this one is to hold for its own "
                      "day all the same, fetch it from the folder failed and send it by hand:\n",
                      Indented(ReplayCommand(organisation.slug, source.name)));
}

}  // namespace

std::string SwedishHoldReason(const HoldReason& hold, const SyncRun& run) {
  return SwedishReason(hold, run, Ending::kPlain);
}

bool SaysAllInSwedish(const HoldReason& hold) { return HasFigures(hold) || hold.reason == "EMPTY_FILE"; }

std::string ShownFileName(absl::string_view name) {
  std::string text;
  for (absl::string_view rest = name; !rest.empty();) {
    const absl::string_view before = rest;
    const char32_t c = TakeCodePoint(rest);
    const bool shown = c != kNotUtf8 && !IsForbidden(c) && c != '\n' && c != '\r' && c != '\t';
    absl::StrAppend(&text, shown ? before.substr(0, before.size() - rest.size()) : "?");
  }
  // Masked before it is cut: half a personnummer would not be recognised.
  return std::string(FirstCharacters(MaskPersonnummerWithin(text), kMaxNameCharacters));
}

std::optional<Mail> HeldRunMail(const Organisation& organisation, const Source& source, const SyncRun& run) {
  if (source.owner_email.empty()) return std::nullopt;
  const std::string file = run.file_name.empty() ? "" : absl::StrCat(": ", ShownFileName(run.file_name));
  return Mail{.about = absl::StrCat("held run ", FormatId(run.id)),
              .recipient = source.owner_email,
              .subject = Subject(absl::StrCat("Nanolearn: stoppad personallista från ", source.name,
                                              " / staff list held", file)),
              .text = absl::StrCat(Swedish(organisation, source, run), kInEnglish,
                                   English(organisation, source, run))};
}

std::optional<Mail> FailedFileMail(const Organisation& organisation, const Source& source,
                                   absl::string_view file_name, const absl::Status& why,
                                   absl::string_view about) {
  if (source.owner_email.empty()) return std::nullopt;
  const std::string file = ShownFileName(file_name), where = OnOneLine(organisation.display_name);
  const std::string swedish_file =
      absl::StrCat("Filen ", file, " från källan ", source.name, " (", where, ") ");
  const std::string english_file =
      absl::StrCat("The file ", file, " from the source ", source.name, " (", where, ") ");
  const std::optional<std::string> later = LaterDayRead(why);
  return Mail{
      .about = std::string(about),
      .recipient = source.owner_email,
      .subject = Subject(absl::StrCat(
          "Nanolearn: filen från ", source.name,
          later ? " lästes inte in / file not read: " : " gick inte att läsa / file failed: ", file)),
      .text = absl::StrCat(swedish_file, later ? SwedishLater(organisation, source, *later) : kSwedishFailed,
                           kInEnglish, english_file,
                           later ? EnglishLater(organisation, source, *later) : EnglishFailed(why))};
}

}  // namespace nanolearn
