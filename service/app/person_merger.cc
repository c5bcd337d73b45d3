#include "service/app/person_merger.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "service/app/access.h"
#include "service/app/assignment_planner.h"
#include "service/app/lookup.h"

namespace nanolearn {
namespace {

using IdSet = absl::flat_hash_set<Id>;

std::vector<Id> IdsOf(absl::Span<const Assignment> assignments) {
  std::vector<Id> ids;
  for (const Assignment& assignment : assignments) ids.push_back(assignment.id);
  return ids;
}

// Engagements are counted as their sources know them, however often they have changed.
int CountEngagements(const ReadTransaction& tx, Id organisation_id, absl::Span<const Id> ids) {
  std::set<std::pair<Id, std::string>> keys;
  for (const Engagement& engagement : tx.engagements().ByIds(organisation_id, ids)) {
    if (!engagement.valid.empty()) keys.insert({engagement.source_id, engagement.source_key});
  }
  return static_cast<int>(keys.size());
}

void PlanAssignments(Id keeper, absl::Span<const Id> keepers, Id merged, absl::Span<const Id> theirs,
                     absl::Span<const Assignment> assignments, MergePlan& plan) {
  const IdSet merged_people(theirs.begin(), theirs.end());
  std::set<std::tuple<Id, Id, int>> own;
  absl::flat_hash_map<Id, const Assignment*> by_id;
  for (const Assignment& a : assignments) {
    by_id[a.id] = &a;
    if (a.person_id == keeper) own.insert({a.programme_id, a.module_id, a.cycle});
    if (!merged_people.contains(a.person_id)) continue;
    plan.record.assignments.push_back(a.id);
    if (a.complete_date) plan.record.completed.push_back(a.id);
  }
  std::vector<Id> others(keepers.begin() + 1, keepers.end());
  others.insert(others.end(), theirs.begin(), theirs.end());
  plan.moves = SettleAssignments(keeper, others, assignments);
  for (const AssignmentMove& move : plan.moves) {
    if (move.person_id != keeper) continue;
    ++plan.assignments_moved;
    plan.completions_moved += by_id[move.assignment_id]->complete_date.has_value();
  }
  for (const Assignment& a : assignments) {
    plan.assignments_set_aside +=
        a.person_id == merged && own.contains({a.programme_id, a.module_id, a.cycle});
  }
}

void PlanAttributes(const ReadTransaction& tx, Id organisation_id, Id keeper, Id merged, Date today,
                    MergePlan& plan) {
  std::vector<AttributeVersion> own, theirs;
  for (AttributeVersion& version : tx.people().AllAttributes(organisation_id, {keeper, merged})) {
    if (version.is_current) (version.person_id == keeper ? own : theirs).push_back(std::move(version));
  }
  AttributeMerge merge = MergeAttributes(own, theirs, today);
  for (const AttributeVersion* ended : merge.ended) {
    plan.record.ended_attributes.push_back({ended->id, ended->valid.to, ended->is_current});
    plan.attribute_ends.push_back({ended->id, EndOn(ended->valid, today)});
  }
  plan.attributes = std::move(merge.begun);
}

// As if nothing had been planned for them: who has which assignments has changed as well.
void PlanAnew(const Environment& env, WriteTransaction& tx, Id organisation_id,
              const std::vector<Id>& people) {
  for (const Programme& programme : AllProgrammes(tx, organisation_id)) {
    tx.assignments().ReplaceMemberships(organisation_id, programme.id, people, {});
  }
  AssignmentPlanner(env, tx, organisation_id).PlanPeople(people);
}

// Those that go back: what has been done since stays with whom it was done by.
std::vector<Assignment> GoingBack(const PersonMergeRecord& record, std::vector<Assignment>& assignments) {
  const IdSet theirs(record.assignments.begin(), record.assignments.end());
  const IdSet done_before(record.completed.begin(), record.completed.end());
  const auto stays = [&](const Assignment& a) {
    return !theirs.contains(a.id) || (a.complete_date && !done_before.contains(a.id));
  };
  const auto first = std::partition(assignments.begin(), assignments.end(), stays);
  std::vector<Assignment> back(first, assignments.end());
  assignments.erase(first, assignments.end());
  return back;
}

void GiveAssignmentsBack(WriteTransaction& tx, Id organisation_id, const PersonMergeRecord& record) {
  const std::vector<Id> all = SameHumans(tx, organisation_id, record.person_id);
  const std::vector<Id> theirs = SameHumans(tx, organisation_id, record.merged_person_id);
  const IdSet leaving(theirs.begin(), theirs.end());
  std::vector<Id> others;
  for (const Id id : all) {
    if (id != record.person_id && !leaving.contains(id)) others.push_back(id);
  }
  std::vector<Assignment> staying = LockAssignments(tx, organisation_id, all);
  const std::vector<Assignment> back = GoingBack(record, staying);
  std::vector<AssignmentMove> moves = SettleAssignments(record.person_id, others, staying);
  for (const AssignmentMove& move :
       SettleAssignments(record.merged_person_id, absl::MakeConstSpan(theirs).subspan(1), back)) {
    moves.push_back(move);
  }
  tx.assignments().Move(organisation_id, moves);
}

// Unless something has been said or taken back since.
void RestoreAttributes(WriteTransaction& tx, const Organisation& organisation,
                       const PersonMergeRecord& record) {
  const Date day = DayOf(record.create_time, ZoneOf(organisation));
  IdSet sources;  // where what the merge began is still what is said
  std::vector<Id> begun;
  for (const AttributeVersion& version :
       tx.people().AttributesByIds(organisation.id, record.begun_attributes)) {
    if (!version.is_current) continue;
    begun.push_back(version.id);
    sources.insert(version.source_id);
  }
  absl::flat_hash_map<Id, EndedVersion> ended;
  std::vector<Id> ids;
  for (const EndedVersion& version : record.ended_attributes) {
    ended[version.id] = version;
    ids.push_back(version.id);
  }
  const IdSet theirs(record.belongings.attributes.begin(), record.belongings.attributes.end());
  std::vector<EndedVersion> restored;
  for (const AttributeVersion& version : tx.people().AttributesByIds(organisation.id, ids)) {
    const EndedVersion& before = ended[version.id];
    const bool as_left =
        !version.is_current && version.valid.to == EndOn({version.valid.from, before.valid_to}, day);
    const bool wanted = theirs.contains(version.id) || sources.contains(version.source_id);
    if (as_left && wanted) restored.push_back(before);
  }
  tx.people().VoidAttributes(organisation.id, begun);
  tx.people().RestoreAttributes(organisation.id, restored);
}

}  // namespace

std::vector<Id> SameHumans(const ReadTransaction& tx, Id organisation_id, Id person_id) {
  std::vector<Id> all = {person_id};
  for (std::vector<Id> some = all; !some.empty();) {
    some = tx.person_merges().MergedInto(organisation_id, some);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::vector<Assignment> LockAssignments(WriteTransaction& tx, Id organisation_id,
                                        absl::Span<const Id> person_ids) {
  return tx.assignments().Lock(organisation_id,
                               IdsOf(tx.assignments().OfPeople(organisation_id, person_ids)));
}

MergePlan PlanMerge(const ReadTransaction& tx, Id organisation_id, Id keeper, Id merged,
                    absl::Span<const Assignment> assignments, Date today) {
  MergePlan plan;
  plan.record.person_id = keeper;
  plan.record.merged_person_id = merged;
  plan.record.belongings = tx.person_merges().BelongingsOf(organisation_id, merged);
  plan.engagements_moved = CountEngagements(tx, organisation_id, plan.record.belongings.engagements);
  PlanAssignments(keeper, SameHumans(tx, organisation_id, keeper), merged,
                  SameHumans(tx, organisation_id, merged), assignments, plan);
  PlanAttributes(tx, organisation_id, keeper, merged, today, plan);
  return plan;
}

void ApplyMerge(const Environment& env, WriteTransaction& tx, Id organisation_id, MergePlan plan,
                const std::string& by) {
  PersonMergeRecord& record = plan.record;
  tx.person_merges().Give(organisation_id, record.belongings, record.person_id);
  tx.assignments().Move(organisation_id, plan.moves);
  for (AttributeVersion& begun : plan.attributes) {
    begun.id = env.ids.Next();
    record.begun_attributes.push_back(begun.id);
  }
  tx.people().EndAttributes(organisation_id, plan.attribute_ends);
  tx.people().InsertAttributes(organisation_id, plan.attributes);
  const std::vector<Id> people = {record.person_id, record.merged_person_id};
  tx.sources().ForgetRowsOf(organisation_id, people);
  record.id = env.ids.Next();
  record.create_time = env.clock.Now();
  record.created_by = by;
  tx.person_merges().Insert(organisation_id, record);
  PlanAnew(env, tx, organisation_id, people);
}

void UndoMerge(const Environment& env, WriteTransaction& tx, const Organisation& organisation,
               const PersonMergeRecord& record, const std::string& by) {
  GiveAssignmentsBack(tx, organisation.id, record);
  tx.person_merges().Give(organisation.id, record.belongings, record.merged_person_id);
  RestoreAttributes(tx, organisation, record);
  const std::vector<Id> people = {record.person_id, record.merged_person_id};
  tx.sources().ForgetRowsOf(organisation.id, people);
  tx.person_merges().SetUndone(organisation.id, record.id, env.clock.Now(), by);
  PlanAnew(env, tx, organisation.id, people);
}

}  // namespace nanolearn
