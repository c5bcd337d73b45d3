#include "service/app/sync_outlook.h"

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kWeek = absl::Hours(7 * 24);

std::vector<SyncOutlook::UnitLeavers> CountByUnit(const ReadTransaction& tx, Id organisation_id,
                                                  const Source& source, absl::Span<const Leaver> leavers,
                                                  Date effective) {
  absl::flat_hash_map<Id, int> leavers_of;
  for (const Leaver& leaver : leavers) ++leavers_of[leaver.old->facts.unit_id];
  std::vector<Id> strange;
  for (const auto& [unit, count] : leavers_of) {
    if (count > source.guards.few_leavers) strange.push_back(unit);
  }
  if (strange.empty()) return {};
  const auto people_of = tx.engagements().CountCurrent(organisation_id, source.id, strange, effective);
  const std::vector<UnitVersion> versions = tx.units().Versions(organisation_id);
  absl::flat_hash_map<Id, const UnitVersion*> unit_of;
  for (const UnitVersion& unit : versions) unit_of[unit.unit_id] = &unit;
  std::vector<SyncOutlook::UnitLeavers> units;
  for (const Id unit : strange) {
    const auto people = people_of.find(unit);
    units.push_back({unit_of.at(unit)->code, people == people_of.end() ? 0 : people->second, leavers_of[unit],
                     unit_of.at(unit)->name});
  }
  return units;
}

// Whether an engagement goes on under another key: the mark of a key column that is another.
bool IsRekeyed(const StaffPlan::Step& step, Date effective) {
  if (!step.old || !step.now || step.old->source_key == step.now->source_key) return false;
  const EngagementFacts &before = step.old->facts, &now = step.now->facts;
  return step.old->valid.to > effective && before.unit_id == now.unit_id &&
         before.period.from == now.period.from && before.role == now.role;
}

int CountRekeyed(const StaffPlan& plan, Date effective) {
  absl::flat_hash_set<Id> people;
  for (const StaffPlan::Step& step : plan.steps) {
    if (IsRekeyed(step, effective)) people.insert(step.person_id);
  }
  return static_cast<int>(people.size());
}

}  // namespace

SyncOutlook LookAhead(const ReadTransaction& tx, Id organisation_id, const Source& source,
                      const StaffPlan& plan, Date effective, absl::Time now) {
  SyncOutlook outlook{.effective = effective};
  const std::vector<Leaver> leavers = EarlyLeavers(plan, effective);
  outlook.leavers = static_cast<int>(leavers.size());
  outlook.rekeyed = CountRekeyed(plan, effective);
  // Nothing can be strange, and counting everybody takes its time.
  if (outlook.leavers == 0 && outlook.rekeyed == 0) return outlook;
  outlook.people = tx.engagements().CountPeople(organisation_id, source.id, effective);
  outlook.recognised = outlook.people - outlook.leavers;
  outlook.week_leavers = tx.sync_runs().LeaversSince(organisation_id, source.id, now - kWeek);
  outlook.units = CountByUnit(tx, organisation_id, source, leavers, effective);
  return outlook;
}

}  // namespace nanolearn
