#include "service/app/directory_holds.h"

#include <map>
#include <vector>

#include "absl/container/btree_set.h"
#include "service/app/assignment_planner.h"
#include "service/app/roster_writer.h"
#include "service/domain/roster_change.h"

namespace nanolearn {
namespace {

// Whom the directory let go on one day.
struct Leavers {
  std::vector<std::string> keys;
};

// Of a source's engagements of these people, all that go on are kept but those with the keys.
StaffPlan PlanEnd(absl::Span<const Engagement> current, absl::Span<const std::string> keys) {
  const absl::flat_hash_set<std::string> ending(keys.begin(), keys.end());
  KeptEngagements kept;
  for (const Engagement& engagement : current) {
    if (!ending.contains(engagement.source_key)) kept.insert(engagement.id);
  }
  return PlanStaff(current, {}, kept, {});
}

std::vector<Engagement> CurrentOf(const ReadTransaction& tx, Id organisation_id, Id source_id,
                                  const Leavers& leavers) {
  std::vector<Engagement> current = tx.engagements().CurrentByKeys(organisation_id, source_id, leavers.keys);
  absl::flat_hash_set<Id> seen, people;
  for (const Engagement& engagement : current) {
    seen.insert(engagement.id);
    people.insert(engagement.person_id);
  }
  const std::vector<Id> ids(people.begin(), people.end());
  for (Engagement& engagement : tx.engagements().OfPeople(organisation_id, ids)) {
    const bool is_ours = engagement.source_id == source_id && engagement.is_current;
    if (is_ours && !seen.contains(engagement.id)) current.push_back(std::move(engagement));
  }
  return current;
}

}  // namespace

absl::Status ApplyHeldDirectoryRun(const Environment& env, WriteTransaction& tx,
                                   const Organisation& organisation, const Source& source, SyncRun& run) {
  std::map<Date, Leavers> by_day;
  std::vector<DirectoryUser> users = tx.directory().HeldBy(organisation.id, run.id);
  for (DirectoryUser& user : users) {
    by_day[user.leave_date.value_or(run.effective)].keys.push_back(FormatId(user.id));
    user.held_run_id = kNoId;
    user.leave_run_id = run.id;
    tx.directory().UpdateUser(organisation.id, user);
  }
  run.counts = {};
  run.leavers = 0;
  RosterWriter writer(env, tx, organisation.id, source.id, run.id);
  for (const auto& [day, leavers] : by_day) {
    const std::vector<Engagement> current = CurrentOf(tx, organisation.id, source.id, leavers);
    const StaffPlan plan = PlanEnd(current, leavers.keys);
    std::vector<Id> people;
    for (const auto& step : plan.steps) people.push_back(step.person_id);
    const auto said = tx.people().CurrentAttributes(organisation.id, source.id, people);
    const std::vector<AttributeStep> attributes = PlanAttributes(plan, said);
    writer.Write(plan, attributes, day);
    AddSteps(plan, attributes, run.counts);
    run.leavers += static_cast<int>(EarlyLeavers(plan, day).size());
  }
  run.counts.engagements_unchanged = 0;  // of a list, not of a day
  const std::vector<Id> changed(writer.people().begin(), writer.people().end());
  AssignmentPlanner(env, tx, organisation.id).PlanPeople(changed);
  return absl::OkStatus();
}

void DropHeldDirectoryRun(WriteTransaction& tx, const Organisation& organisation, const SyncRun& run) {
  for (DirectoryUser& user : tx.directory().HeldBy(organisation.id, run.id)) {
    user.held_run_id = kNoId;
    user.leave_date.reset();
    tx.directory().UpdateUser(organisation.id, user);
  }
}

}  // namespace nanolearn
