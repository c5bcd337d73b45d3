#include "service/app/person_record.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/lookup.h"

namespace nanolearn {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMostCompletions = 100'000;
constexpr int kMostAuditEntries = 5000;  // the latest

Json TimeJson(absl::Time time) {
  if (time == absl::InfiniteFuture() || time == absl::InfinitePast()) return nullptr;
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}
Json DayJson(const std::optional<Date>& day) { return day ? Json(FormatDate(*day)) : Json(nullptr); }
// The last day of a period.
Json LastDayJson(Date end) { return end >= kNoEnd ? Json(nullptr) : Json(FormatDate(end - 1)); }

class RecordWriter {
 public:
  RecordWriter(const ReadTransaction& tx, const Organisation& organisation, absl::Span<const Id> people)
      : tx_(tx),
        organisation_(organisation),
        people_(people.begin(), people.end()),
        traces_(tx.privacy().Traces(organisation.id, people)),
        assignments_(tx.assignments().Histories(organisation.id, people)) {
    for (const Source& source : tx.sources().List(id())) sources_[source.id] = source.name;
    for (const Programme& programme : AllProgrammes(tx, id())) programmes_[programme.id] = programme.display_name;
    for (const ModuleSummary& module : AllModules(tx, id())) modules_[module.id] = module.display_name;
    // The newest name of each.
    for (const UnitVersion& unit : tx.units().Versions(id())) units_[unit.unit_id] = absl::StrCat(unit.code, " ", unit.name);
    for (const AssignmentHistory& history : assignments_) module_of_[history.assignment.id] = history.assignment.module_id;
  }

  std::string Write(absl::Time now) const {
    const Json record = {{"format", "nanolearn-person-1"},
                         {"organisation", organisation_.display_name},
                         {"person", FormatId(people_.front())},
                         {"exported", TimeJson(now)},
                         {"names", Names()},
                         {"engagements", Engagements()},
                         {"programmes", Programmes()},
                         {"assignments", Assignments()},
                         {"completions", Completions()},
                         {"exceptions", Exceptions()},
                         {"lessons", Lessons()},
                         {"links", Links()},
                         {"mails", Mails()},
                         {"managers_told", ManagersTold()},
                         {"contact", Contacts()},
                         {"directory_users", DirectoryUsers()},
                         {"merges", Merges()},
                         {"grants", Grants()},
                         {"sessions", Sessions()},
                         {"identities", tx_.privacy().CountIdentities(id(), people_)},
                         {"audit", AuditEntries()}};
    return record.dump(2, ' ', false, Json::error_handler_t::replace);
  }

 private:
  Id id() const { return organisation_.id; }

  static std::string NameIn(const absl::flat_hash_map<Id, std::string>& names, Id id) {
    const auto found = names.find(id);
    return found == names.end() ? "" : found->second;
  }
  // What an assignment is called by in the record: its module.
  std::string ModuleOf(Id assignment_id) const {
    const auto found = module_of_.find(assignment_id);
    return found == module_of_.end() ? "" : NameIn(modules_, found->second);
  }

  Json Names() const {
    Json list = Json::array();
    for (const AttributeVersion& v : tx_.people().AllAttributes(id(), people_)) {
      list.push_back({{"source", NameIn(sources_, v.source_id)},
                      {"from", FormatDate(v.valid.from)},
                      {"to", LastDayJson(v.valid.to)},
                      {"given_name", v.attributes.given_name},
                      {"family_name", v.attributes.family_name},
                      {"email", v.attributes.email},
                      {"phone", v.attributes.phone},
                      {"protected_identity", v.attributes.protected_identity}});
    }
    return list;
  }

  Json Engagements() const {
    std::vector<Engagement> all = tx_.engagements().ByIds(id(), traces_.engagements);
    std::sort(all.begin(), all.end(), [](const Engagement& a, const Engagement& b) { return a.id < b.id; });
    Json list = Json::array();
    for (const Engagement& e : all) {
      const bool has_leave = !e.facts.leave.empty();
      list.push_back({{"source", NameIn(sources_, e.source_id)},
                      {"key", e.source_key},
                      {"unit", NameIn(units_, e.facts.unit_id)},
                      {"kind", std::string(EngagementKindName(e.facts.kind))},
                      {"role", e.facts.role},
                      {"has_computer", e.facts.has_computer},
                      {"manager_key", e.facts.manager_key},
                      {"begins", FormatDate(e.facts.period.from)},
                      {"ends", LastDayJson(e.facts.period.to)},
                      {"said_from", FormatDate(e.valid.from)},
                      {"said_to", LastDayJson(e.valid.to)},
                      {"leave_from", has_leave ? DayJson(e.facts.leave.from) : Json(nullptr)},
                      {"leave_to", has_leave ? LastDayJson(e.facts.leave.to) : Json(nullptr)}});
    }
    return list;
  }

  Json Programmes() const {
    Json list = Json::array();
    for (const Membership& m : tx_.assignments().MembershipsOfPeople(id(), people_)) {
      list.push_back({{"programme", NameIn(programmes_, m.programme_id)},
                      {"from", FormatDate(m.days.from)},
                      {"to", LastDayJson(m.days.to)},
                      {"on_leave", m.is_paused}});
    }
    return list;
  }

  Json Assignments() const {
    Json list = Json::array();
    for (const AssignmentHistory& history : assignments_) {
      const Assignment& a = history.assignment;
      list.push_back({{"assignment", FormatId(a.id)},
                      {"programme", NameIn(programmes_, a.programme_id)},
                      {"module", NameIn(modules_, a.module_id)},
                      {"cycle", a.cycle},
                      {"opens", FormatDate(a.open_date)},
                      {"due", FormatDate(a.due_date)},
                      {"completed", DayJson(a.complete_date)},
                      {"replaced", DayJson(a.close_date)}});
    }
    return list;
  }

  Json VoidOf(const Completion& completion) const {
    if (completion.void_id == kNoId) return nullptr;
    const std::optional<CompletionVoid> record = tx_.completions().FindVoid(id(), completion.id);
    if (!record) return nullptr;
    return {{"from", FormatDate(record->voided.void_date)},
            {"reason", record->reason},
            {"time", TimeJson(record->create_time)},
            {"by", record->created_by}};
  }

  Json Completions() const {
    Json list = Json::array();
    for (const Id person : people_) {
      for (const Completion& c : tx_.completions().List(id(), {.person_id = person, .limit = kMostCompletions})) {
        list.push_back({{"assignment", FormatId(c.assignment_id)},
                        {"module", NameIn(modules_, c.module_id)},
                        {"revision", c.revision},
                        {"completed", TimeJson(c.complete_time)},
                        {"recorded", TimeJson(c.record_time)},
                        {"late", c.late},
                        {"evidence", c.evidence},
                        {"taken_back", VoidOf(c)}});
      }
    }
    return list;
  }

  Json Exceptions() const {
    Json list = Json::array();
    for (const AssignmentHistory& history : assignments_) {
      for (const AssignmentException& e : history.exceptions) {
        list.push_back({{"assignment", FormatId(history.assignment.id)},
                        {"module", NameIn(modules_, history.assignment.module_id)},
                        {"kind", std::string(ExceptionKindName(e.kind))},
                        {"from", FormatDate(e.valid.from)},
                        {"to", LastDayJson(e.valid.to)},
                        {"due", DayJson(e.due_date)},
                        {"reason", e.reason},
                        {"time", TimeJson(e.create_time)},
                        {"by", e.created_by}});
      }
    }
    return list;
  }

  static Json Answers(const LessonProgress& progress) {
    Json answers = Json::array();
    for (size_t i = 0; i < progress.questions.size(); ++i) {
      const QuestionProgress& question = progress.questions[i];
      answers.push_back({{"question", i + 1},
                         {"tries", question.tries},
                         {"last_answer", question.last_answer < 0 ? Json(nullptr) : Json(question.last_answer + 1)},
                         {"right", question.right},
                         {"right_at_first", question.right_at_first}});
    }
    return answers;
  }

  Json Lessons() const {
    Json list = Json::array();
    for (const Id assignment : tx_.lessons().Begun(id(), traces_.assignments)) {
      const std::optional<LessonProgress> progress = tx_.lessons().Find(id(), assignment);
      if (!progress) continue;
      list.push_back({{"assignment", FormatId(assignment)},
                      {"module", ModuleOf(assignment)},
                      {"revision", progress->revision},
                      {"steps_seen", progress->position},
                      {"begun", TimeJson(progress->start_time)},
                      {"last_used", TimeJson(progress->update_time)},
                      {"answers", Answers(*progress)}});
    }
    return list;
  }

  Json Links() const {
    Json list = Json::array();
    for (const LearnerLink& link : tx_.links().OfAssignments(id(), traces_.assignments)) {
      list.push_back({{"assignment", FormatId(link.assignment_id)},
                      {"module", ModuleOf(link.assignment_id)},
                      {"purpose", std::string(LinkPurposeName(link.purpose))},
                      {"made", TimeJson(link.create_time)},
                      {"expires", TimeJson(link.expire_time)},
                      {"revoked", TimeJson(link.revoke_time)}});
    }
    return list;
  }

  // A mail that gives access is not repeated: whoever has the export could use what is in it.
  Json Mails() const {
    Json list = Json::array();
    for (const PrivacyTable::SentMail& sent : tx_.privacy().Mails(id(), traces_)) {
      const Mail& mail = sent.mail;
      list.push_back({{"kind", std::string(MailKindName(mail.kind))},
                      {"to", mail.recipient},
                      {"subject", mail.subject},
                      {"state", std::string(MailStateName(sent.state))},
                      {"written", TimeJson(mail.create_time)},
                      {"ended", TimeJson(sent.end_time)},
                      {"text", mail.kind == MailKind::kNotice ? Json(mail.text) : Json(nullptr)}});
    }
    return list;
  }

  Json ManagersTold() const {
    Json list = Json::array();
    for (const Escalation& e : tx_.privacy().Escalations(id(), traces_.assignments)) {
      list.push_back({{"assignment", FormatId(e.assignment_id)},
                      {"module", ModuleOf(e.assignment_id)},
                      {"due", FormatDate(e.due_date)},
                      {"level", e.level},
                      {"manager", FormatId(e.manager_id)},
                      {"day", FormatDate(e.day)}});
    }
    return list;
  }

  Json Contacts() const {
    Json list = Json::array();
    for (const Contact& contact : tx_.contacts().Find(id(), people_)) {
      list.push_back({{"language", contact.language},
                      {"unreachable_address", contact.unreachable_address},
                      {"unreachable_reason", contact.unreachable_reason},
                      {"unreachable_since", TimeJson(contact.unreachable_time)}});
    }
    return list;
  }

  Json DirectoryUsers() const {
    Json list = Json::array();
    for (const DirectoryUser& user : tx_.privacy().DirectoryUsers(id(), traces_.directory_users)) {
      list.push_back({{"source", NameIn(sources_, user.source_id)},
                      {"active", user.active},
                      {"deleted", user.deleted},
                      {"external_id", user.external_id},
                      {"employee_number", user.employee_number},
                      {"updated", TimeJson(user.update_time)},
                      {"resource", Json::parse(user.resource, nullptr, false)}});
    }
    return list;
  }

  Json Merges() const {
    Json list = Json::array();
    for (const PrivacyTable::Merge& merge : tx_.privacy().Merges(id(), people_)) {
      list.push_back({{"person", FormatId(merge.person_id)},
                      {"merged_person", FormatId(merge.merged_person_id)},
                      {"time", TimeJson(merge.create_time)},
                      {"undone", TimeJson(merge.undo_time)}});
    }
    return list;
  }

  Json Grants() const {
    Json list = Json::array();
    for (const std::string& address : traces_.addresses) {
      for (const AccessGrant& grant : tx_.grants().OfEmail(id(), address)) {
        list.push_back({{"role", std::string(RoleName(grant.role))},
                        {"unit", grant.unit_id == kNoId ? Json(nullptr) : Json(NameIn(units_, grant.unit_id))},
                        {"given", TimeJson(grant.create_time)},
                        {"expires", TimeJson(grant.expire_time)},
                        {"revoked", TimeJson(grant.revoke_time)}});
      }
    }
    return list;
  }

  Json Sessions() const {
    Json list = Json::array();
    for (const WebSession& session : tx_.privacy().Sessions(id(), traces_.addresses)) {
      list.push_back({{"begun", TimeJson(session.create_time)},
                      {"expires", TimeJson(session.expire_time)},
                      {"ended", TimeJson(session.revoke_time)}});
    }
    return list;
  }

  // What was done about them and who has looked at them; who it was is an id.
  Json AuditEntries() const {
    Json list = Json::array();
    for (const Id person : people_) {
      for (const ChainedEntry& chained : tx_.audit().ListBefore(id(), {.person_id = person}, kLastEntry, kMostAuditEntries)) {
        const AuditEntry& entry = chained.entry;
        const AuditActor& actor = entry.origin.actor;
        list.push_back({{"time", TimeJson(entry.time)},
                        {"action", entry.action},
                        {"by", std::string(AuditActorTypeName(actor.type))},
                        {"by_id", actor.id == kNoId ? Json(nullptr) : Json(FormatId(actor.id))},
                        {"outcome", std::string(AuditOutcomeName(entry.outcome))}});
      }
    }
    return list;
  }

  static constexpr uint64_t kLastEntry = std::numeric_limits<int64_t>::max();

  const ReadTransaction& tx_;
  const Organisation& organisation_;
  const std::vector<Id> people_;
  const PersonTraces traces_;
  const std::vector<AssignmentHistory> assignments_;
  absl::flat_hash_map<Id, std::string> sources_, programmes_, modules_, units_;
  absl::flat_hash_map<Id, Id> module_of_;
};

}  // namespace

std::string PersonRecord(const ReadTransaction& tx, const Organisation& organisation, absl::Span<const Id> people,
                         absl::Time now) {
  return RecordWriter(tx, organisation, people).Write(now);
}

}  // namespace nanolearn
