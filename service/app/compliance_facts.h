#pragma once
// Counting from what happened to people, where figures are not kept ahead. It takes as long as there are
// people in the unit.

#include <functional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/domain/assignment.h"
#include "service/domain/compliance.h"
#include "service/domain/engagement.h"
#include "service/storage/store.h"

namespace nanolearn {

struct FactsQuery {
  Date day;
  Id programme_id = kNoId;  // kNoId: all
  Id module_id = kNoId;
};

// Adds what an assignment is counted under: a person has a tally for each, in the place of a module.
using TallyKeys = std::function<void(const Assignment&, std::vector<Id>&)>;
void TallyTogether(const Assignment& assignment, std::vector<Id>& keys);
void TallyByModule(const Assignment& assignment, std::vector<Id>& keys);
void TallyByProgramme(const Assignment& assignment, std::vector<Id>& keys);

// How the assignments of these people stand on the day.
std::vector<PersonTally> ReadTallies(const ReadTransaction& tx, Id organisation_id,
                                     absl::Span<const Id> person_ids, const FactsQuery& query,
                                     const TallyKeys& keys_of);

// By person and programme: who is in whose audience on the day.
using AudiencePresences = absl::flat_hash_map<std::pair<Id, Id>, AudiencePresence>;
AudiencePresences ReadPresences(const ReadTransaction& tx, Id organisation_id, absl::Span<const Id> people, Date day);

// Each of the people once, ascending.
std::vector<Id> PeopleOf(absl::Span<const Engagement> engagements);
std::vector<Presence> PresencesOf(absl::Span<const Engagement> engagements);

}  // namespace nanolearn
