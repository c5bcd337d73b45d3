#include "service/app/person_record_parts.h"

#include <algorithm>

namespace nanolearn {
namespace {

using Json = RecordJson;

}  // namespace

RecordJson NamesPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const AttributeVersion& v : facts.tx.people().AllAttributes(facts.id(), facts.people)) {
    list.push_back({{"source", NameIn(facts.sources, v.source_id)},
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

RecordJson EngagementsPart(const RecordFacts& facts) {
  std::vector<Engagement> all = facts.tx.engagements().ByIds(facts.id(), facts.traces.engagements);
  std::sort(all.begin(), all.end(), [](const Engagement& a, const Engagement& b) { return a.id < b.id; });
  Json list = Json::array();
  for (const Engagement& e : all) {
    const bool has_leave = !e.facts.leave.empty();
    list.push_back({{"source", NameIn(facts.sources, e.source_id)},
                    {"key", e.source_key},
                    {"unit", NameIn(facts.units, e.facts.unit_id)},
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

RecordJson ProgrammesPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const Membership& m : facts.tx.assignments().MembershipsOfPeople(facts.id(), facts.people)) {
    list.push_back({{"programme", NameIn(facts.programmes, m.programme_id)},
                    {"from", FormatDate(m.days.from)},
                    {"to", LastDayJson(m.days.to)},
                    {"on_leave", m.is_paused}});
  }
  return list;
}

RecordJson ContactsPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const Contact& contact : facts.tx.contacts().Find(facts.id(), facts.people)) {
    list.push_back({{"language", contact.language},
                    {"unreachable_address", contact.unreachable_address},
                    {"unreachable_reason", contact.unreachable_reason},
                    {"unreachable_since", TimeJson(contact.unreachable_time)}});
  }
  return list;
}

RecordJson DirectoryUsersPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const DirectoryUser& user : facts.tx.privacy().DirectoryUsers(facts.id(), facts.traces.directory_users)) {
    list.push_back({{"source", NameIn(facts.sources, user.source_id)},
                    {"active", user.active},
                    {"deleted", user.deleted},
                    {"external_id", user.external_id},
                    {"employee_number", user.employee_number},
                    {"updated", TimeJson(user.update_time)},
                    {"resource", Json::parse(user.resource, nullptr, false)}});
  }
  return list;
}

RecordJson MergesPart(const RecordFacts& facts) {
  Json list = Json::array();
  for (const PrivacyTable::Merge& merge : facts.tx.privacy().Merges(facts.id(), facts.people)) {
    list.push_back({{"person", FormatId(merge.person_id)},
                    {"merged_person", FormatId(merge.merged_person_id)},
                    {"time", TimeJson(merge.create_time)},
                    {"undone", TimeJson(merge.undo_time)}});
  }
  return list;
}

}  // namespace nanolearn
