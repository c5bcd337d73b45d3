#include "service/app/outbox.h"

#include "service/app/access.h"

namespace nanolearn {
namespace {

void Address(const Environment& env, const Organisation* organisation, Mail& mail) {
  if (mail.id == kNoId) mail.id = env.ids.Next();
  mail.create_time = env.clock.Now();
  if (mail.send_time == absl::InfinitePast()) mail.send_time = mail.create_time;
  if (organisation && WaitsForHours(mail.kind)) {
    mail.send_time = NextMailTime(organisation->mail_hours, ZoneOf(*organisation), mail.send_time);
  }
  if (mail.kind == MailKind::kAccess) mail.send_time -= kAccessAhead;
}

}  // namespace

bool WaitsForHours(MailKind kind) { return kind == MailKind::kLessons || kind == MailKind::kManager; }

bool Post(const Environment& env, WriteTransaction& tx, Id organisation_id, Mail mail) {
  std::optional<Organisation> organisation;
  if (WaitsForHours(mail.kind)) organisation = tx.organisations().Find(organisation_id);
  Address(env, organisation ? &*organisation : nullptr, mail);
  return tx.mails().Insert(organisation_id, mail);
}

void PostAll(const Environment& env, WriteTransaction& tx, const Organisation& organisation,
             std::vector<Mail> mails) {
  for (Mail& mail : mails) Address(env, &organisation, mail);
  tx.mails().PutAll(organisation.id, mails);
}

}  // namespace nanolearn
