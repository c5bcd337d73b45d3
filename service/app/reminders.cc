#include "service/app/reminders.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/lesson_mails.h"
#include "service/app/outbox.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr size_t kTogether = 200;
// The day's round, which may have more to say, goes first.
constexpr absl::Duration kAfterTheRound = absl::Minutes(10);

std::vector<LessonMailOrder> OrdersFor(const ReadTransaction& tx, Id organisation_id,
                                       absl::Span<const Id> people, Date day) {
  std::vector<LessonMailOrder> orders;
  for (auto& [person, lessons] : OpenLessonsOf(tx, organisation_id, people, day)) {
    // It may have been done in the meantime.
    const bool is_late =
        std::any_of(lessons.begin(), lessons.end(), [](const OpenLesson& l) { return l.is_late; });
    if (is_late) orders.push_back({person, LetterKind::kOverdue, std::move(lessons)});
  }
  return orders;
}

AuditEvent EventOf(const Organisation& org, const ComplianceSubject& subject, const ReminderCounts& counts) {
  AuditEvent event{.action = "RemindPeople",
                   .resource = OrganisationName(org.slug),
                   .details = {{"sent", absl::StrCat(counts.sent)}}};
  if (!subject.unit_code.empty()) event.resource = UnitName(org.slug, subject.unit_code);
  if (!subject.programme.empty()) event.details["programme"] = subject.programme;
  if (!subject.module.empty()) event.details["module"] = subject.module;
  return event;
}

}  // namespace

absl::StatusOr<ReminderCounts> Reminders::Send(const Caller& caller, const ComplianceSubject& subject,
                                               absl::Span<const Id> assignment_ids) {
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    return Authorise(tx, caller, subject.organisation, Permission::kRemindPeople).status();
  }));
  ASSIGN_OR_RETURN(const LatePeople late, Find(caller, subject, assignment_ids));
  ReminderCounts counts{.has_more = late.has_more};
  for (size_t i = 0; i < late.ids.size(); i += kTogether) {
    RETURN_IF_ERROR(
        Remind(caller, subject, absl::MakeConstSpan(late.ids).subspan(i, kTogether), counts));
  }
  return counts;
}

absl::StatusOr<Reminders::LatePeople> Reminders::Find(const Caller& caller, const ComplianceSubject& subject,
                                                      absl::Span<const Id> assignment_ids) {
  std::set<Id> people;
  LateQuery query;
  static_cast<ComplianceSubject&>(query) = subject;
  query.assignment_ids.assign(assignment_ids.begin(), assignment_ids.end());
  PageRequest page{.size = limits::kMaxPageSize};
  LatePeople late;
  do {
    ASSIGN_OR_RETURN(const LateList list, compliance_.Late(caller, query, page));
    for (const LateRow& row : list.rows) {
      if (people.size() == kMaxReminded && !people.contains(row.assignment.person_id)) {
        late.has_more = true;
        break;
      }
      people.insert(row.assignment.person_id);
    }
    page.token = list.next_page_token;
  } while (!page.token.empty() && !late.has_more);
  late.ids.assign(people.begin(), people.end());
  return late;
}

absl::Status Reminders::Remind(const Caller& caller, const ComplianceSubject& subject,
                               absl::Span<const Id> people, ReminderCounts& counts) {
  // Drawn once, so that a transaction that is run again knows the mails that it wrote.
  std::map<Id, Id> mail_ids;  // by person
  for (const Id person : people) mail_ids[person] = env_.ids.Next();
  // Known again when it is run again after all: then its mails are there already, and written down.
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make("", "RemindPeople", ""));
  ReminderCounts added;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    added = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, subject.organisation, Permission::kRemindPeople));
    const absl::TimeZone zone = ZoneOf(org);
    const absl::Time now = env_.clock.Now();
    const absl::Time due = NextMailTime(org.mail_hours, zone, now);
    // Nobody is to get this and the round's mail on the same morning, so that it tells all that is open then.
    const Date day = DayOf(due, zone);
    const std::vector<LessonMailOrder> orders = OrdersFor(tx, org.id, people, day);
    ASSIGN_OR_RETURN(LessonMails mails, ComposeLessonMails(env_, modules_, tx, org, day, orders));
    added.no_address = mails.no_address;
    added.unreachable = mails.unreachable;
    for (Mail& mail : mails.mails) {
      mail.id = mail_ids.at(mail.person_id);
      if (due > now) mail.send_time = due + kAfterTheRound;
      ++(Post(env_, tx, org.id, std::move(mail)) ? added.sent : added.reminded_today);
    }
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done || added.sent == 0) return absl::OkStatus();
    key.Remember(tx, org.id, "");
    Audit(tx, env_, org.id, caller.origin, EventOf(org, subject, added));
    return absl::OkStatus();
  }));
  counts.sent += added.sent;
  counts.reminded_today += added.reminded_today;
  counts.unreachable += added.unreachable;
  counts.no_address += added.no_address;
  return absl::OkStatus();
}

}  // namespace nanolearn
