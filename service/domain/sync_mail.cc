#include "service/domain/sync_mail.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/domain/personnummer.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxNameCharacters = 120;
constexpr size_t kMaxSubjectCharacters = 180;

// The sentences of hold reasons are English; in Swedish the mail says the same in short.
constexpr std::array<std::pair<absl::string_view, absl::string_view>, 10> kSwedishReasons = {{
    {"EMPTY_FILE", "Filen innehåller inga rader."},
    {"FILE_CUT_OFF", "Filen verkar vara avbruten: slutet saknas."},
    {"MAPPING_MISFIT", "Filens kolumner stämmer inte med källans kolumnbeskrivning."},
    {"NO_USABLE_ROW", "Ingen rad i filen går att använda."},
    {"MANY_REFUSED", "Ovanligt många rader går inte att använda."},
    {"MANY_LEAVERS", "Ovanligt många personer saknas i listan."},
    {"MANY_UNIT_LEAVERS", "En eller flera enheter skulle förlora ovanligt många personer."},
    {"MANY_WEEK_LEAVERS", "Ovanligt många personer har slutat på sju dagar."},
    {"MANY_REKEYED",
     "Ovanligt många personer har fått en annan nyckel, till exempel ett nytt anställningsnummer."},
    {"OLDER_FILE", "Filen är äldre än den som senast lästes in."},
}};

std::string SwedishReason(const HoldReason& hold) {
  for (const auto& [reason, sentence] : kSwedishReasons) {
    if (reason == hold.reason) return std::string(sentence);
  }
  return hold.message;
}

// Sentences that quote the file: its headings may be somebody's row, if the file has no header.
constexpr std::array<std::pair<absl::string_view, absl::string_view>, 3> kQuoting = {{
    {"MAPPING_MISFIT", "The file's columns do not fit the source's mapping."},
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
  return absl::StrCat("Om körningen godkänns: ", run.counts.joins, " nya, ", run.counts.returns,
                      " tillbaka, ", run.counts.leaves, " slutar, ", run.counts.moves, " byter enhet.\n\n");
}

std::string EnglishFigures(const SyncRun& run) {
  if (!run.approvable) return "";
  return absl::StrCat("If it is approved: ", run.counts.joins, " join, ", run.counts.returns, " return, ",
                      run.counts.leaves, " leave, ", run.counts.moves, " move to another unit.\n\n");
}

std::string Swedish(const Organisation& organisation, const Source& source, const SyncRun& run) {
  const std::string what = run.file_name.empty() ? absl::StrCat("Ändringarna från källan ", source.name)
                                                 : absl::StrCat("Filen ", ShownFileName(run.file_name),
                                                                " från källan ", source.name);
  std::string text =
      absl::StrCat(what, " (", OnOneLine(organisation.display_name),
                   ") har stoppats. Inget av det som stoppats är infört. Det väntar tills någon har tittat "
                   "på det.\n\nVarför:\n");
  for (const HoldReason& hold : run.hold_reasons) absl::StrAppend(&text, "- ", SwedishReason(hold), "\n");
  absl::StrAppend(&text, "\n", SwedishFigures(run), "Se vad det gäller:\n",
                  Indented(Command(organisation.slug, "show", run)));
  if (run.approvable) {
    absl::StrAppend(&text, "Om det stämmer, godkänn:\n",
                    Indented(Command(organisation.slug, "approve", run)));
  } else {
    absl::StrAppend(&text, "Den här körningen kan inte godkännas. Rätta filen och lämna den på nytt.\n");
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

}  // namespace

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
  const std::string sentence =
      absl::StrCat("    ", OnOneLine(WithoutQuotes(DetailsOf(why).reason, why.message())), "\n\n");
  return Mail{
      .about = std::string(about),
      .recipient = source.owner_email,
      .subject = Subject(
          absl::StrCat("Nanolearn: filen från ", source.name, " gick inte att läsa / file failed: ", file)),
      .text = absl::StrCat(
          "Filen ", file, " från källan ", source.name, " (", where,
          ") gick inte att läsa in. Inget har ändrats. Serverns besked:\n\n", sentence,
          "Filen ligger i mappen failed med en rapport bredvid. Rätta felet och lämna filen på nytt.\n",
          kInEnglish, "The file ", file, " from the source ", source.name, " (", where,
          ") could not be read. Nothing has been changed. What the server says:\n\n", sentence,
          "The file is in the folder failed with a report beside it. Correct what is wrong and deliver the "
          "file "
          "again.\n")};
}

}  // namespace nanolearn
