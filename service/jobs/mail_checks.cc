#include "service/jobs/mail_checks.h"

#include <map>

#include "absl/container/flat_hash_set.h"
#include "service/app/access.h"
#include "service/app/open_lessons.h"
#include "service/app/outbox.h"

namespace nanolearn {
namespace {

// One organisation's.
class Checker {
 public:
  Checker(const ReadTransaction& tx, Id organisation_id, absl::Span<const MailTable::Claimed> mails,
          absl::Time now)
      : now_(now), organisation_(*tx.organisations().Find(organisation_id)) {
    std::vector<Id> people, learners;
    for (const MailTable::Claimed& mail : mails) {
      if (mail.organisation_id != organisation_id || mail.mail.person_id == kNoId) continue;
      people.push_back(mail.mail.person_id);
      if (mail.mail.kind == MailKind::kLessons) learners.push_back(mail.mail.person_id);
    }
    if (people.empty()) return;
    for (const Contact& contact : tx.contacts().Find(organisation_id, people)) {
      if (!contact.unreachable_address.empty()) unreachable_.insert(contact.person_id);
    }
    if (learners.empty()) return;
    const Date today = DayOf(now, ZoneOf(organisation_));
    for (const auto& [person, lessons] : OpenLessonsOf(tx, organisation_id, learners, today)) {
      has_lessons_.insert(person);
    }
  }

  MailCheck Check(const Mail& mail) const {
    MailCheck check{.seemed_unreachable = unreachable_.contains(mail.person_id)};
    if (now_ >= mail.expire_time) {
      check.verdict = MailCheck::Verdict::kDrop;
      check.why = "its time had passed before it could be sent";
    } else if (mail.kind == MailKind::kLessons && !has_lessons_.contains(mail.person_id)) {
      check.verdict = MailCheck::Verdict::kDrop;
      check.why = "nothing was left to do when its turn came";
    } else if (const absl::Time due = MailTimeFor(organisation_, mail.kind, now_); due > now_) {
      check.verdict = MailCheck::Verdict::kPostpone;
      check.due = due;
    }
    return check;
  }

 private:
  const absl::Time now_;
  const Organisation organisation_;
  absl::flat_hash_set<Id> unreachable_, has_lessons_;  // people
};

}  // namespace

absl::Time MailTimeFor(const Organisation& organisation, MailKind kind, absl::Time time) {
  if (!WaitsForHours(kind)) return time;
  return NextMailTime(organisation.mail_hours, ZoneOf(organisation), time);
}

std::vector<MailCheck> CheckMails(const ReadTransaction& tx, absl::Span<const MailTable::Claimed> mails,
                                  absl::Time now) {
  std::map<Id, Checker> checkers;
  std::vector<MailCheck> checks;
  for (const MailTable::Claimed& mail : mails) {
    const auto [checker, is_new] =
        checkers.try_emplace(mail.organisation_id, tx, mail.organisation_id, mails, now);
    checks.push_back(checker->second.Check(mail.mail));
  }
  return checks;
}

}  // namespace nanolearn
