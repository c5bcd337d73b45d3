#include "service/app/audit_mails.h"

#include "absl/strings/str_cat.h"
#include "service/app/outbox.h"
#include "service/base/status_macros.h"
#include "service/domain/audit_mail.h"

namespace nanolearn {

Date MondayOf(Date day) { return absl::PrevWeekday(day + 1, absl::Weekday::monday); }

absl::StatusOr<int> AuditMails::Post(const Organisation& organisation) {
  const absl::Time now = env_.clock.Now();
  // The outbox takes one mail about one thing to one address.
  const std::string about = absl::StrCat("audit head ", FormatDate(MondayOf(Today(env_, organisation))));
  // Made before the transaction: one that is run again knows its own.
  std::vector<Id> ids;
  for (size_t i = 0; i < organisation.audit_recipients.size(); ++i) ids.push_back(env_.ids.Next());
  int posted = 0;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    posted = 0;
    const AuditHead head = tx.audit().Head(organisation.id);
    for (size_t i = 0; i < ids.size(); ++i) {
      Mail mail = AuditHeadMail(organisation, head, now);
      mail.id = ids[i];
      mail.about = about;
      mail.recipient = organisation.audit_recipients[i];
      if (nanolearn::Post(env_, tx, organisation.id, std::move(mail))) ++posted;
    }
    return absl::OkStatus();
  }));
  return posted;
}

}  // namespace nanolearn
