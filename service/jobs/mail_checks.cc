#include "service/jobs/mail_checks.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "service/app/access.h"
#include "service/app/mail_digests.h"
#include "service/app/open_lessons.h"
#include "service/app/outbox.h"
#include "service/app/person_viewer.h"
#include "service/app/reporting_lines.h"

namespace nanolearn {
namespace {

MailCheck Drop(const std::string& why) { return {.verdict = MailCheck::Verdict::kDrop, .why = why}; }

// Whether the name stands in the text as a word of its own: "Bo", and not in "Bolag".
bool HasWord(absl::string_view text, absl::string_view name) {
  const auto is_letter = [](unsigned char c) { return absl::ascii_isalnum(c) || c >= 0x80; };
  for (size_t at = text.find(name); at != absl::string_view::npos; at = text.find(name, at + 1)) {
    const size_t end = at + name.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

bool NamesSomebodyProtected(const Mail& mail, const PersonAttributes& person) {
  if (!person.protected_identity) return false;
  for (const std::string& name : {person.given_name, person.family_name}) {
    if (!name.empty() && (HasWord(mail.text, name) || HasWord(mail.subject, name))) return true;
  }
  return false;
}

// The day of "escalation PERSON DAY"; nothing for other mails.
std::optional<Date> DayOfEscalation(const Mail& mail) {
  if (!absl::StartsWith(mail.about, "escalation ")) return std::nullopt;
  const absl::StatusOr<Date> day = ParseDate(mail.about.substr(mail.about.rfind(' ') + 1));
  return day.ok() ? std::optional(*day) : std::nullopt;
}

// One organisation's.
class Checker {
 public:
  Checker(const ReadTransaction& tx, Id organisation_id, absl::Span<const MailTable::Claimed> all,
          absl::Time now)
      : tx_(tx), now_(now), organisation_(*tx.organisations().Find(organisation_id)) {
    std::vector<const Mail*> mails;
    for (const MailTable::Claimed& one : all) {
      const bool is_ours = one.organisation_id == organisation_id && one.mail.person_id != kNoId;
      if (is_ours) mails.push_back(&one.mail);
    }
    if (mails.empty()) return;
    ReadPeople(mails);
    ReadLearners(mails);
    ReadManagers(mails);
  }

  MailCheck Check(const Mail& mail) const {
    if (now_ >= mail.expire_time) return Drop("its time had passed before it could be sent");
    MailCheck check;
    if (mail.person_id != kNoId) check = CheckPerson(mail);
    if (check.verdict == MailCheck::Verdict::kDrop) return check;
    if (const absl::Time due = MailTimeFor(organisation_, mail.kind, now_); due > now_) {
      check.verdict = MailCheck::Verdict::kPostpone;
      check.due = due;
    }
    return check;
  }

 private:
  // Who goes on for whoever was merged since it was written.
  Id Keeper(Id person_id) const {
    const auto found = merged_.find(person_id);
    return found == merged_.end() ? person_id : found->second;
  }

  void ReadPeople(absl::Span<const Mail* const> mails) {
    std::vector<Id> people;
    for (const Mail* mail : mails) people.push_back(mail->person_id);
    merged_ = MergedInto(tx_, organisation_.id, people);
    for (const Contact& contact : tx_.contacts().Find(organisation_.id, people)) {
      if (!contact.unreachable_address.empty()) unreachable_.insert(contact.person_id);
    }
    for (Id& person : people) person = Keeper(person);
    for (Person& person : tx_.people().FindAll(organisation_.id, people, today())) {
      people_[person.id] = std::move(person.attributes);
    }
  }

  void ReadLearners(absl::Span<const Mail* const> mails) {
    std::vector<Id> learners;
    for (const Mail* mail : mails) {
      if (mail->kind == MailKind::kLessons) learners.push_back(Keeper(mail->person_id));
    }
    if (learners.empty()) return;
    for (const auto& [person, lessons] : OpenLessonsOf(tx_, organisation_.id, learners, today())) {
      has_lessons_.insert(person);
    }
  }

  void ReadManagers(absl::Span<const Mail* const> mails) {
    std::vector<Id> managers;
    std::map<Date, std::vector<Id>> told;  // by day
    for (const Mail* mail : mails) {
      if (mail->kind != MailKind::kManager) continue;
      managers.push_back(Keeper(mail->person_id));
      if (const auto day = DayOfEscalation(*mail)) told[*day].push_back(mail->person_id);
    }
    if (managers.empty()) return;
    for (const Id manager : ManagersAmong(tx_, organisation_.id, managers, today())) leads_.insert(manager);
    for (const auto& [day, people] : told) {
      const auto escalations = tx_.mail_rounds().EscalationsTo(organisation_.id, day, people);
      for (const auto& [manager, late] : LateByManager(tx_, organisation_.id, today(), escalations))
        has_late_.insert({manager, day});
    }
  }

  MailCheck CheckPerson(const Mail& mail) const {
    const Id person_id = Keeper(mail.person_id);
    const auto person = people_.find(person_id);
    if (person == people_.end() || !absl::EqualsIgnoreCase(person->second.email, mail.recipient))
      return Drop("its address was not the person's any more when its turn came");
    if (NamesSomebodyProtected(mail, person->second))
      return Drop("it named somebody whose identity is protected by now");
    if (mail.kind == MailKind::kLessons && !has_lessons_.contains(person_id))
      return Drop("nothing was left to do when its turn came");
    if (mail.kind == MailKind::kManager && !leads_.contains(person_id))
      return Drop("nobody reported to the person any more when its turn came");
    const std::optional<Date> day = DayOfEscalation(mail);
    if (day && !has_late_.contains({mail.person_id, *day})) return Drop("nobody was late any more when its turn came");
    return {.seemed_unreachable = unreachable_.contains(mail.person_id)};
  }

  Date today() const { return DayOf(now_, ZoneOf(organisation_)); }

  const ReadTransaction& tx_;
  const absl::Time now_;
  const Organisation organisation_;
  absl::flat_hash_map<Id, Id> merged_;
  absl::flat_hash_map<Id, PersonAttributes> people_;
  absl::flat_hash_set<Id> unreachable_, has_lessons_, leads_;  // people
  std::set<std::pair<Id, Date>> has_late_;          // managers, with the day
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
