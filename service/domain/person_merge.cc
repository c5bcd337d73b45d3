#include "service/domain/person_merge.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/container/flat_hash_set.h"
#include "service/domain/staff_plan.h"

namespace nanolearn {
namespace {

using Slot = std::tuple<Id, Id, int>;  // programme, module, cycle

bool CountsBefore(const Assignment& a, const Assignment& b, Id keeper) {
  const auto rank = [keeper](const Assignment& assignment) {
    return std::tuple(!assignment.complete_date, assignment.complete_date.value_or(kNoEnd),
                      assignment.person_id != keeper, assignment.id);
  };
  return rank(a) < rank(b);
}

// Of one slot, the one that counts first.
void Settle(Id keeper, absl::Span<const Id> others, absl::Span<const Assignment* const> slot,
            std::vector<AssignmentMove>& moves) {
  const Assignment& best = *slot.front();
  if (best.person_id != keeper) moves.push_back({best.id, keeper});
  absl::flat_hash_set<Id> free(others.begin(), others.end());
  std::vector<const Assignment*> homeless;
  for (const Assignment* aside : slot.subspan(1)) {
    if (free.erase(aside->person_id) == 0) homeless.push_back(aside);
  }
  std::vector<Id> places = {best.person_id};
  places.insert(places.end(), others.begin(), others.end());
  for (const Assignment* aside : homeless) {
    const auto place = std::find_if(places.begin(), places.end(), [&](Id id) { return free.contains(id); });
    if (place == places.end()) return;  // cannot be: each of the people has had one
    moves.push_back({aside->id, *place});
    free.erase(*place);
  }
}

}  // namespace

std::vector<AssignmentMove> SettleAssignments(Id keeper, absl::Span<const Id> others,
                                              absl::Span<const Assignment> assignments) {
  std::map<Slot, std::vector<const Assignment*>> slots;
  for (const Assignment& a : assignments) slots[{a.programme_id, a.module_id, a.cycle}].push_back(&a);
  std::vector<AssignmentMove> moves;
  for (auto& [key, slot] : slots) {
    std::sort(slot.begin(), slot.end(),
              [keeper](const Assignment* a, const Assignment* b) { return CountsBefore(*a, *b, keeper); });
    Settle(keeper, others, slot, moves);
  }
  return moves;
}

AttributeMerge MergeAttributes(absl::Span<const AttributeVersion> keeper,
                               absl::Span<const AttributeVersion> merged, Date day) {
  AttributeMerge merge;
  for (const AttributeVersion& theirs : merged) {
    const auto own = std::find_if(keeper.begin(), keeper.end(), [&](const AttributeVersion& version) {
      return version.source_id == theirs.source_id;
    });
    if (own == keeper.end()) continue;
    merge.ended.push_back(&theirs);
    if (!theirs.attributes.protected_identity || own->attributes.protected_identity) continue;
    merge.ended.push_back(&*own);
    AttributeVersion begun = *own;
    begun.id = kNoId;
    begun.attributes.protected_identity = true;
    begun.valid.from = EndOn(own->valid, day);
    begun.valid.to = std::max(own->valid.to, begun.valid.from + 1);  // the last word, at least for a day
    merge.begun.push_back(std::move(begun));
  }
  return merge;
}

}  // namespace nanolearn
