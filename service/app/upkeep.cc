#include "service/app/upkeep.h"

#include "service/app/access.h"
#include "service/app/assignment_planner.h"
#include "service/app/lookup.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr int kPeopleTogether = 500;
// Plans are made longer once a month rather than every day.
constexpr int kLeastDaysAhead = kPlannedDaysAhead - 30;

}  // namespace

absl::StatusOr<int> Upkeep::PlanQueued(const Organisation& organisation) {
  int planned = 0;
  int64_t waiting = 0;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    waiting = tx.assignments().CountPlanning(organisation.id);
    return absl::OkStatus();
  }));
  if (waiting == 0) return 0;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    tx.organisations().LockRoster(organisation.id);
    const std::vector<Id> people = tx.assignments().TakePlanning(organisation.id, kPeopleTogether);
    AssignmentPlanner(env_, tx, organisation.id).PlanPeople(people);
    planned = static_cast<int>(people.size());
    return absl::OkStatus();
  }));
  return planned;
}

absl::StatusOr<int> Upkeep::ExtendPlans(const Organisation& organisation) {
  const Date today = Today(env_, organisation);
  const auto is_short = [today](const Programme& programme) {
    return programme.planned_until < today + kLeastDaysAhead;
  };
  bool any = false;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    any = false;
    for (const Programme& programme : AllProgrammes(tx, organisation.id)) any |= is_short(programme);
    return absl::OkStatus();
  }));
  if (!any) return 0;
  int extended = 0;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    tx.organisations().LockRoster(organisation.id);
    extended = 0;
    for (Programme& programme : AllProgrammes(tx, organisation.id)) {
      if (!is_short(programme)) continue;
      programme.planned_until = today + kPlannedDaysAhead;
      tx.programmes().Update(organisation.id, programme);
      tx.assignments().QueueMembers(organisation.id, programme.id, today);
      ++extended;
    }
    return absl::OkStatus();
  }));
  return extended;
}

absl::StatusOr<int> FinishPlanning(const Environment& env, const Organisation& organisation) {
  Upkeep upkeep(env);
  for (int all = 0;;) {
    ASSIGN_OR_RETURN(const int planned, upkeep.PlanQueued(organisation));
    if (planned == 0) return all;
    all += planned;
  }
}

}  // namespace nanolearn
