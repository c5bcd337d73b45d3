#include "service/app/unit_limit.h"

#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"

namespace nanolearn {

absl::StatusOr<UnitLimit> UnitLimit::Of(const ReadTransaction& tx, const Caller& caller, const Organisation& organisation, Date day,
                                        Date today) {
  UnitLimit limit(tx, organisation.id, caller.token.unit_id, today);
  if (caller.token.unit_id == kNoId || caller.manager_id != kNoId || day == today) return limit;
  limit.units_ = std::make_shared<const UnitHistory>(tx.units().Versions(organisation.id));
  RETURN_IF_ERROR(ScopeNode(caller, organisation, limit.units_->On(today), "").status());
  return limit;
}

absl::flat_hash_set<Id> UnitLimit::Keep(absl::Span<const Id> people) const {
  if (!units_) return {people.begin(), people.end()};
  const UnitTree& tree = units_->On(today_);
  absl::flat_hash_set<Id> kept;
  for (const Engagement& engagement : tx_.engagements().OfPeople(organisation_id_, people)) {
    const int node = tree.NodeOf(engagement.facts.unit_id);
    const bool is_today = node >= 0 && engagement.valid.Contains(today_);
    if (is_today && tree.IsWithin(node, tree.NodeOf(unit_id_))) kept.insert(engagement.person_id);
  }
  return kept;
}

absl::Status UnitLimit::CheckUnit(Id unit_id) const {
  if (!units_ || units_->On(today_).Covers(unit_id_, unit_id)) return absl::OkStatus();
  return errors::OutsideUnit();
}

}  // namespace nanolearn
