#include "service/domain/sync_mail.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/domain/file_failure.h"
#include "service/domain/hold_words.h"
#include "service/domain/plain_words.h"
#include "service/domain/shown_file_name.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxSubjectCharacters = 180;

const PlainWords kWords("sv");

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
    absl::StrAppend(&text, "- ", SwedishHoldReason(hold, run, HoldEnding::kPointsBelow), "\n");
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
