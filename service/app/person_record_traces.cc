#include "service/app/person_record_parts.h"

#include <limits>

namespace nanolearn {
namespace {

using Json = RecordJson;

constexpr int kMostAuditEntries = 5000;  // the latest
constexpr uint64_t kLastEntry = std::numeric_limits<int64_t>::max();

}  // namespace

RecordJson LinksPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const LearnerLink& link : facts.tx.links().OfAssignments(facts.id(), facts.traces.assignments)) {
    list.push_back({{"assignment", FormatId(link.assignment_id)},
                    {"module", facts.ModuleOf(link.assignment_id)},
                    {"purpose", std::string(LinkPurposeName(link.purpose))},
                    {"made", TimeJson(link.create_time)},
                    {"expires", TimeJson(link.expire_time)},
                    {"revoked", TimeJson(link.revoke_time)}});
  }
  return list;
}

// A mail that gives access is not repeated: whoever has the export could use what is in it.
RecordJson MailsPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const PrivacyTable::SentMail& sent : facts.tx.privacy().Mails(facts.id(), facts.traces)) {
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

RecordJson ManagersToldPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const Escalation& e : facts.tx.privacy().Escalations(facts.id(), facts.traces.assignments)) {
    list.push_back({{"assignment", FormatId(e.assignment_id)},
                    {"module", facts.ModuleOf(e.assignment_id)},
                    {"due", FormatDate(e.due_date)},
                    {"level", e.level},
                    {"manager", FormatId(e.manager_id)},
                    {"day", FormatDate(e.day)}});
  }
  return list;
}

RecordJson GrantsPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const std::string& address : facts.traces.addresses) {
    for (const AccessGrant& grant : facts.tx.grants().OfEmail(facts.id(), address)) {
      list.push_back({{"role", std::string(RoleName(grant.role))},
                      {"unit", grant.unit_id == kNoId ? Json(nullptr) : Json(NameIn(facts.units, grant.unit_id))},
                      {"given", TimeJson(grant.create_time)},
                      {"expires", TimeJson(grant.expire_time)},
                      {"revoked", TimeJson(grant.revoke_time)}});
    }
  }
  return list;
}

RecordJson SessionsPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const WebSession& session : facts.tx.privacy().Sessions(facts.id(), facts.traces.addresses)) {
    list.push_back({{"begun", TimeJson(session.create_time)},
                    {"expires", TimeJson(session.expire_time)},
                    {"ended", TimeJson(session.revoke_time)}});
  }
  return list;
}

// What was done about them and who has looked at them; who it was is an id.
RecordJson AuditEntriesPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const Id person : facts.people) {
    for (const ChainedEntry& chained : facts.tx.audit().ListBefore(facts.id(), {.person_id = person}, kLastEntry, kMostAuditEntries)) {
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

}  // namespace nanolearn
