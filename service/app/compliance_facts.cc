#include "service/app/compliance_facts.h"

#include <algorithm>
#include <map>
#include <utility>

namespace nanolearn {
namespace {

constexpr size_t kPeopleTogether = 2000;  // bounds memory: their assignments are read at once

bool Wants(const FactsQuery& query, const Assignment& assignment) {
  return (query.programme_id == kNoId || query.programme_id == assignment.programme_id) &&
         (query.module_id == kNoId || query.module_id == assignment.module_id);
}

void AddTallies(const ReadTransaction& tx, Id organisation_id, absl::Span<const Id> people,
                const FactsQuery& query, const TallyKeys& keys_of, std::vector<PersonTally>& tallies) {
  const AudiencePresences presences = ReadPresences(tx, organisation_id, people, query.day);
  std::map<std::pair<Id, Id>, AssignmentCounts> counts;  // by person and key
  std::vector<Id> keys;
  for (const AssignmentHistory& history : tx.assignments().Histories(organisation_id, people)) {
    const Assignment& assignment = history.assignment;
    if (!Wants(query, assignment)) continue;
    const auto presence = presences.find({assignment.person_id, assignment.programme_id});
    const AssignmentState state = StateOn(
        history, presence == presences.end() ? AudiencePresence::kOutside : presence->second, query.day);
    if (!IsCounted(state)) continue;
    keys.clear();
    keys_of(assignment, keys);
    for (const Id key : keys) Count(state, counts[{assignment.person_id, key}]);
  }
  for (const auto& [key, count] : counts) tallies.push_back({key.first, key.second, count});
}

}  // namespace

AudiencePresences ReadPresences(const ReadTransaction& tx, Id organisation_id, absl::Span<const Id> people, Date day) {
  AudiencePresences presences;
  for (const Membership& membership : tx.assignments().MembershipsOfPeople(organisation_id, people)) {
    if (!membership.days.Contains(day)) continue;
    presences[{membership.person_id, membership.programme_id}] =
        membership.is_paused ? AudiencePresence::kPaused : AudiencePresence::kActive;
  }
  return presences;
}

void TallyTogether(const Assignment&, std::vector<Id>& keys) { keys.push_back(kNoId); }
void TallyByModule(const Assignment& assignment, std::vector<Id>& keys) {
  keys.push_back(assignment.module_id);
}
void TallyByProgramme(const Assignment& assignment, std::vector<Id>& keys) {
  keys.push_back(assignment.programme_id);
}

std::vector<PersonTally> ReadTallies(const ReadTransaction& tx, Id organisation_id,
                                     absl::Span<const Id> person_ids, const FactsQuery& query,
                                     const TallyKeys& keys_of) {
  std::vector<PersonTally> tallies;
  for (size_t first = 0; first < person_ids.size(); first += kPeopleTogether) {
    AddTallies(tx, organisation_id, person_ids.subspan(first, kPeopleTogether), query, keys_of, tallies);
  }
  return tallies;
}

std::vector<Id> PeopleOf(absl::Span<const Engagement> engagements) {
  std::vector<Id> people;
  people.reserve(engagements.size());
  for (const Engagement& engagement : engagements) people.push_back(engagement.person_id);
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  return people;
}

std::vector<Presence> PresencesOf(absl::Span<const Engagement> engagements) {
  std::vector<Presence> presences;
  presences.reserve(engagements.size());
  for (const Engagement& e : engagements) presences.push_back({e.person_id, e.facts.unit_id, e.facts.kind});
  return presences;
}

}  // namespace nanolearn
