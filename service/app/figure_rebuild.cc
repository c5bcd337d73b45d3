#include "service/app/figure_rebuild.h"

#include "service/app/assignment_planner.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr int kPeopleTogether = 500;

void SetReady(WriteTransaction& tx, Id organisation_id, bool is_ready) {
  FigureState state = tx.figures().LockState(organisation_id);
  state.is_ready = is_ready;
  tx.figures().PutState(organisation_id, state);
}

// Who adds nothing to any figure has a timeline too, which says so.
void PutEmptyTimelines(WriteTransaction& tx, Id organisation_id, absl::Span<const Id> person_ids) {
  const auto known = tx.figures().Timelines(organisation_id, person_ids);
  std::vector<std::pair<Id, Timeline>> empty;
  for (const Id id : person_ids) {
    if (!known.contains(id)) empty.emplace_back(id, Timeline());
  }
  tx.figures().Put(organisation_id, empty);
}

FigureRebuild::Progress ProgressOf(const ReadTransaction& tx, Id organisation_id) {
  if (tx.figures().State(organisation_id).is_ready) return {.done = true};
  return {.people_left = tx.figures().CountWithoutTimeline(organisation_id)};
}

}  // namespace

absl::StatusOr<FigureRebuild::Progress> FigureRebuild::Start(const Caller& caller, const std::string& slug,
                                                             const std::string& request_id) {
  ASSIGN_OR_RETURN(const Organisation organisation,
                   AuthoriseWhole(env_, caller, slug, Permission::kManageOrganisation));
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(request_id, "RebuildCompliance", slug));
  Progress progress;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(organisation.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, organisation.id));
    if (!done) {
      SetReady(tx, organisation.id, false);
      tx.figures().Clear(organisation.id);
      key.Remember(tx, organisation.id, "");
      Audit(tx, env_, organisation.id, caller.origin,
            {.action = "RebuildCompliance",
             .resource = OrganisationName(organisation.slug),
             .request_id = request_id});
    }
    progress = ProgressOf(tx, organisation.id);
    return absl::OkStatus();
  }));
  return progress;
}

absl::StatusOr<std::vector<Id>> FigureRebuild::Waiting() {
  std::vector<Id> waiting;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    waiting = tx.figures().OrganisationsToRebuild();
    return absl::OkStatus();
  }));
  return waiting;
}

absl::StatusOr<bool> FigureRebuild::MakeSome(Id organisation_id, Id& after) {
  bool more = false;
  Id reached = kNoId;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    more = false;
    reached = kNoId;
    tx.organisations().LockRoster(organisation_id);
    if (tx.figures().State(organisation_id).is_ready) return absl::OkStatus();
    std::vector<Id> people = tx.figures().WithoutTimeline(organisation_id, after, kPeopleTogether);
    if (people.empty() && after != kNoId) {
      people = tx.figures().WithoutTimeline(organisation_id, kNoId, kPeopleTogether);
    }
    if (people.empty()) {
      SetReady(tx, organisation_id, true);
      return absl::OkStatus();
    }
    AssignmentPlanner(env_, tx, organisation_id).PlanPeople(people);
    PutEmptyTimelines(tx, organisation_id, people);
    more = true;
    reached = people.back();
    return absl::OkStatus();
  }));
  after = reached;
  return more;
}

}  // namespace nanolearn
