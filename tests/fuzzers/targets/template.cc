// Templates of mails, as organisations change them: kind, subject, line feed, body. One that is taken makes a mail in which nothing of
// somebody else's can be clicked.

#include <iterator>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "service/domain/text_encoding.h"
#include "service/letters/letter.h"
#include "tests/fuzzers/target.h"

namespace nanolearn::letters {
namespace {

constexpr LetterKind kLetterKinds[] = {LetterKind::kInvitation, LetterKind::kReminder,   LetterKind::kOverdue,
                                       LetterKind::kDigest,     LetterKind::kEscalation, LetterKind::kNewLink,
                                       LetterKind::kSignIn};

void RequireOwnLinks(absl::string_view html, const std::string& url) {
  const std::string own = absl::StrReplaceAll(url, {{"&", "&amp;"}});
  while (absl::StrContains(html, "href=\"")) {
    html.remove_prefix(html.find("href=\"") + 6);
    const absl::string_view address = fuzz::TakeUntil('"', html);
    REQUIRE(address == own || absl::StartsWithIgnoreCase(address, "mailto:"));
  }
}

FUZZ_TARGET(template) {
  const LetterKind kind = kLetterKinds[fuzz::TakeByte(bytes) % std::size(kLetterKinds)];
  MailTemplate mail_template = OwnTemplate(kind, "sv");
  mail_template.subject = std::string(fuzz::TakeUntil('\n', bytes));
  mail_template.body = std::string(bytes);
  if (!CheckTemplate(mail_template).ok()) return;
  const LetterValues values = SampleValues(kind, "sv");
  const absl::StatusOr<Mail> mail = Compose(mail_template, values);
  REQUIRE(mail.ok());
  REQUIRE(!HasControlCharacter(mail->subject));
  RequireOwnLinks(mail->html, values.url);
}

}  // namespace
}  // namespace nanolearn::letters
