#include "service/domain/audit_mail.h"

#include "absl/strings/str_cat.h"
#include "service/domain/audit_anchor.h"
#include "service/domain/plain_words.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxSubjectCharacters = 180;

std::string Commands(const Organisation& organisation, absl::string_view file) {
  return absl::StrCat("    nanolearn --organisation ", organisation.slug, " audit export --out audit.jsonl\n",
                      "    nanolearn audit verify audit.jsonl --anchor ", file, "\n");
}

std::string Swedish(const Organisation& organisation, const AuditHead& head, absl::Time time) {
  const PlainWords words("sv");
  return absl::StrCat(
      "Så långt hade granskningsloggen för ", OnOneLine(organisation.display_name), " kommit den ",
      words.Instant(time, organisation.time_zone), ": den sista postens nummer och kontrollsumma.\n\n", FormatAnchor(head),
      "\n\nSpara mejlet. Med raden ovan kan ni visa att ingen har ändrat eller tagit bort något i loggen före den "
      "posten. Spara mejlets text i en fil, till exempel mejl.txt, och kör:\n\n",
      Commands(organisation, "mejl.txt"),
      "\nMejlet kommer varje vecka. Uteblir det? Fråga den som sköter Nanolearn hos er.\n");
}

std::string English(const Organisation& organisation, const AuditHead& head, absl::Time time) {
  const PlainWords words("en");
  return absl::StrCat(
      "So far the audit of ", OnOneLine(organisation.display_name), " had come on ",
      words.Instant(time, organisation.time_zone), ": the number and the hash of its last entry.\n\n", FormatAnchor(head),
      "\n\nKeep this mail. With the line above you can show that nobody has changed or taken away anything in the audit "
      "before that entry. Save the text of the mail in a file, such as mail.txt, and run:\n\n",
      Commands(organisation, "mail.txt"),
      "\nThe mail comes every week. If it does not, ask whoever runs Nanolearn where you work.\n");
}

}  // namespace

Mail AuditHeadMail(const Organisation& organisation, const AuditHead& head, absl::Time time) {
  const std::string subject =
      absl::StrCat("Nanolearn: så långt har granskningsloggen kommit / how far the audit goes: ", organisation.display_name);
  return {.subject = std::string(FirstCharacters(OnOneLine(subject), kMaxSubjectCharacters)),
          .text = absl::StrCat(Swedish(organisation, head, time), "\n\n--- In English ---\n\n",
                               English(organisation, head, time))};
}

}  // namespace nanolearn
