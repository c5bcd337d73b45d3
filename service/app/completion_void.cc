// Completions::Void of completions.h.

#include "absl/strings/str_cat.h"
#include "service/app/assignment_planner.h"
#include "service/app/audit.h"
#include "service/app/completions.h"
#include "service/app/idempotency.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/completion.h"
#include "service/domain/errors/resource.h"
#include "service/domain/reason_text.h"
#include "service/domain/resource_name.h"

namespace nanolearn {

absl::StatusOr<CompletionView> Completions::Void(const Caller& caller, const CompletionVoidRequest& request) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, request.organisation, Permission::kManageAssignments));
  RETURN_IF_ERROR(CheckReason(request.reason, "reason"));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request.request_id, "VoidCompletion",
                                    absl::StrCat(org.id, "\n", request.id, "\n", request.reason)));
  const std::string name = ResourceName(org.slug, "completions", request.id);
  Id assignment_id = kNoId;  // to be locked before anything is read that may change
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    const std::optional<Completion> completion = tx.completions().Find(org.id, request.id);
    if (!completion) return errors::NotFound("completion", name);
    assignment_id = completion->assignment_id;
    return absl::OkStatus();
  }));
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    const std::vector<Assignment> locked =
        tx.assignments().Lock(org.id, absl::MakeConstSpan(&assignment_id, 1));
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done || locked.empty()) return absl::OkStatus();
    if (const auto earlier = tx.completions().FindVoid(org.id, request.id)) {
      return errors::CompletionVoided(name, earlier->voided.void_date);
    }
    const absl::Time now = env_.clock.Now();
    const Assignment& assignment = locked.front();
    tx.completions().InsertVoid(
        org.id,
        {.id = env_.ids.Next(),
         .completion_id = request.id,
         .voided = {assignment.id, assignment.complete_date.value_or(Today(env_, org)), Today(env_, org)},
         .reason = request.reason,
         .create_time = now,
         .created_by = caller.token.display_name});
    AssignmentPlanner(env_, tx, org.id).PlanPeople({assignment.person_id});
    key.Remember(tx, org.id, "");
    Audit(tx, env_, org.id, caller.origin,
          {.action = "VoidCompletion",
           .resource = name,
           .person_id = assignment.person_id,
           .request_id = request.request_id,
           .details = {{"assignment", FormatId(assignment.id)},
                       {"reason_bytes", absl::StrCat(request.reason.size())}}});
    // That it was recorded is else told when it is folded into the figures, which may not have been yet.
    tx.events().Append(org.id,
                       {{.type = EventType::kCompletionRecorded, .subject_id = request.id, .time = now},
                        {.type = EventType::kCompletionVoided, .subject_id = request.id, .time = now}});
    return absl::OkStatus();
  }));
  return Get(caller, request.organisation, request.id);
}

}  // namespace nanolearn
