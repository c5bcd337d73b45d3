#include "service/app/mail_writer.h"

#include <spdlog/spdlog.h>

#include "service/app/mail_templates.h"

namespace nanolearn {
namespace {

constexpr int kDaysToArrive = 3;

}  // namespace

absl::StatusOr<Mail> MailWriter::Write(LetterKind letter, Id person_id, const MailRecipient& recipient,
                                       letters::LetterValues values, Date day) {
  values.organisation = organisation_.display_name;
  values.contact_email = organisation_.contact_email;
  values.given_name = recipient.given_name;
  absl::StatusOr<Mail> mail = letters::Compose(TemplateOf(letter, recipient.language), values);
  if (!mail.ok()) {
    // What was stored was checked; a release that checks more must not keep anybody from their lessons.
    spdlog::warn("a template of {} cannot be used, our own words are: {}", organisation_.slug,
                 std::string(mail.status().message()));
    mail = letters::Compose(letters::OwnTemplate(letter, recipient.language), values);
  }
  if (!mail.ok()) return mail.status();
  mail->recipient = recipient.address;
  mail->person_id = person_id;
  mail->expire_time = absl::FromCivil(day + kDaysToArrive + 1, ZoneOf(organisation_));
  return mail;
}

const MailTemplate& MailWriter::TemplateOf(LetterKind letter, const std::string& language) {
  const auto [found, is_new] = templates_.try_emplace({letter, language});
  if (is_new) found->second = TemplateFor(tx_, organisation_.id, letter, language);
  return found->second;
}

}  // namespace nanolearn
