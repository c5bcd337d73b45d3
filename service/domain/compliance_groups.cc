#include "service/domain/compliance_groups.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"

namespace nanolearn {

std::vector<ComplianceCounts> CountByGroup(int groups, absl::Span<const GroupPresence> presences,
                                           absl::Span<const PersonTally> tallies) {
  std::vector<ComplianceCounts> counts(groups);
  absl::flat_hash_map<Id, const AssignmentCounts*> tally_of;
  tally_of.reserve(tallies.size());
  for (const PersonTally& tally : tallies) tally_of[tally.person_id] = &tally.counts;
  std::vector<int> of_person;
  for (auto first = presences.begin(); first != presences.end();) {
    const Id person = first->person_id;
    uint8_t kinds = 0;
    of_person.clear();
    for (; first != presences.end() && first->person_id == person; ++first) {
      kinds |= static_cast<uint8_t>(1 << static_cast<int>(first->kind));
      if (first->group >= 0) of_person.push_back(first->group);
    }
    std::sort(of_person.begin(), of_person.end());
    of_person.erase(std::unique(of_person.begin(), of_person.end()), of_person.end());
    const auto tally = tally_of.find(person);
    Figures figures = tally == tally_of.end() ? Figures() : FiguresOf(*tally->second);
    figures.people = 1;
    for (const int group : of_person) counts[group].Add(kinds, figures);
  }
  return counts;
}

}  // namespace nanolearn
