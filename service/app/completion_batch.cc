#include "service/app/completion_batch.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/assignment.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {
// How far a caller's clock may be ahead of ours.
constexpr absl::Duration kClockSkew = absl::Minutes(5);
}  // namespace

std::vector<CompletionResult> CompletionBatch::Record(absl::Span<const CompletionRequest> requests) {
  now_ = env_.clock.Now();
  Load(requests);
  std::vector<CompletionResult> results;
  results.reserve(requests.size());
  for (const CompletionRequest& request : requests) results.push_back(Decide(request));
  if (!added_.empty()) tx_.completions().Insert(organisation_.id, added_);
  return results;
}

void CompletionBatch::Load(absl::Span<const CompletionRequest> requests) {
  std::vector<Id> ids;
  std::vector<std::string> request_ids;
  for (const CompletionRequest& request : requests) {
    ids.push_back(request.assignment_id);
    request_ids.push_back(request.request_id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());

  std::vector<Id> completed, modules;
  std::map<Id, std::vector<Id>> people_of_programme;
  for (const Assignment& assignment : tx_.assignments().Lock(organisation_.id, ids)) {
    if (assignment.complete_date) completed.push_back(assignment.id);
    if (std::find(modules.begin(), modules.end(), assignment.module_id) == modules.end()) {
      modules.push_back(assignment.module_id);
    }
    people_of_programme[assignment.programme_id].push_back(assignment.person_id);
    known_.assignments[assignment.id] = assignment;
  }
  for (Completion& completion : tx_.completions().FindByRequest(organisation_.id, request_ids)) {
    known_.by_request[completion.request_id] = completion;
  }
  for (Completion& completion : tx_.completions().FindByAssignment(organisation_.id, completed)) {
    known_.by_assignment[completion.assignment_id] = completion;
  }
  for (ModuleSummary& module : tx_.modules().FindAll(organisation_.id, modules))
    known_.modules[module.id] = module;
  for (const auto& [programme, people] : people_of_programme) {
    for (const Membership& m : tx_.assignments().Memberships(organisation_.id, programme, people)) {
      known_.audience_days[{programme, m.person_id}].push_back(m.days);
    }
  }
}

CompletionResult CompletionBatch::Decide(const CompletionRequest& request) {
  const auto assignment_it = known_.assignments.find(request.assignment_id);
  if (assignment_it == known_.assignments.end()) {
    return errors::NotFound("assignment",
                            ResourceName(organisation_.slug, "assignments", request.assignment_id));
  }
  const Assignment& assignment = assignment_it->second;
  const std::string& module = known_.modules.at(assignment.module_id).slug;
  if (const auto same = known_.by_request.find(request.request_id); same != known_.by_request.end()) {
    if (same->second.assignment_id != assignment.id) return errors::RequestIdReused(request.request_id);
    return RecordedCompletion{same->second, module, false};
  }
  if (const auto other = known_.by_assignment.find(assignment.id); other != known_.by_assignment.end()) {
    return RecordedCompletion{other->second, module, true};
  }
  const absl::Time complete_time = request.complete_time.value_or(now_);
  const Date day = DayOf(complete_time, ZoneOf(organisation_));
  RETURN_IF_ERROR(CheckDay(assignment, complete_time, day));
  ASSIGN_OR_RETURN(const int revision, RevisionFor(assignment, request.revision));
  const Completion completion{.id = env_.ids.Next(),
                              .assignment_id = assignment.id,
                              .person_id = assignment.person_id,
                              .module_id = assignment.module_id,
                              .revision = revision,
                              .complete_time = complete_time,
                              .record_time = now_,
                              .late = day > assignment.due_date,
                              .request_id = request.request_id};
  known_.by_request[completion.request_id] = completion;
  known_.by_assignment[completion.assignment_id] = completion;
  added_.push_back({completion, day});
  return RecordedCompletion{completion, module, false};
}

absl::Status CompletionBatch::CheckDay(const Assignment& assignment, absl::Time complete_time,
                                       Date day) const {
  const std::string name = ResourceName(organisation_.slug, "assignments", assignment.id);
  if (complete_time > now_ + kClockSkew) {
    return InvalidField("complete_time", "lies in the future");
  }
  if (day < assignment.open_date) return errors::AssignmentNotOpen(name, day, assignment.open_date);
  const auto days = known_.audience_days.find({assignment.programme_id, assignment.person_id});
  const bool in_audience =
      days != known_.audience_days.end() && std::any_of(days->second.begin(), days->second.end(),
                                                        [&](const DateRange& r) { return r.Contains(day); });
  return in_audience ? absl::OkStatus() : errors::AssignmentWithdrawn(name, day);
}

absl::StatusOr<int> CompletionBatch::RevisionFor(const Assignment& assignment, int revision) const {
  const int latest = known_.modules.at(assignment.module_id).revision;
  if (revision == 0) return latest;
  if (revision < 0 || revision > latest) {
    return InvalidField("revision", absl::StrCat("is 1 to ", latest, ", or 0 for the latest"));
  }
  return revision;
}

}  // namespace nanolearn
