#include "service/app/completion_batch.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/figure_writer.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/assignment.h"
#include "service/domain/errors/completion.h"
#include "service/domain/errors/resource.h"
#include "service/domain/module_kind.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {
// How far a caller's clock may be ahead of ours.
constexpr absl::Duration kClockSkew = absl::Minutes(5);

// Whether the request asked for what was recorded; what it left open may be anything.
bool IsSame(const CompletionRequest& request, const Completion& completion) {
  return request.assignment_id == completion.assignment_id && request.evidence == completion.evidence &&
         (request.revision == 0 || request.revision == completion.revision) &&
         (!request.complete_time ||
          absl::ToUnixMicros(*request.complete_time) == absl::ToUnixMicros(completion.complete_time));
}

// One answer for each question and unit that counts the person on the day.
void AddAnswers(const Completion& completion, const std::vector<bool>& first_try, Date day,
                absl::Span<const Placement> placements, std::vector<AnswerCount>& answers) {
  const Placement* placement = nullptr;
  for (const Placement& p : placements) {
    if (p.from <= day) placement = &p;
  }
  if (!placement) return;
  for (size_t question = 0; question < first_try.size(); ++question) {
    for (const UnitShare& share : placement->units) {
      answers.push_back({share.unit_id, completion.module_id, completion.revision,
                         static_cast<int>(question) + 1, Date(day.year(), day.month(), 1), 1,
                         first_try[question] ? 1 : 0});
    }
  }
}

}  // namespace

std::vector<CompletionResult> CompletionBatch::Record(absl::Span<const CompletionRequest> requests) {
  now_ = env_.clock.Now();
  Load(requests);
  std::vector<CompletionResult> results;
  results.reserve(requests.size());
  for (const CompletionRequest& request : requests) results.push_back(Decide(request));
  if (is_first_run_) AnswerAgain(requests, results);
  if (!added_.empty()) Write();
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
  for (AudienceHistory& known : tx_.assignments().LockWithAudience(organisation_.id, ids)) {
    const Assignment& assignment = known.history.assignment;
    if (assignment.complete_date) completed.push_back(assignment.id);
    if (std::find(modules.begin(), modules.end(), assignment.module_id) == modules.end()) {
      modules.push_back(assignment.module_id);
    }
    const Id id = assignment.id;
    known_.assignments[id] = std::move(known);
  }
  if (!is_first_run_) LookForRequests(request_ids);
  for (Completion& completion : tx_.completions().FindByAssignment(organisation_.id, completed)) {
    known_.by_request[completion.request_id] = completion;
    known_.by_assignment[completion.assignment_id] = completion;
  }
  for (ModuleSummary& module : tx_.modules().FindAll(organisation_.id, modules))
    known_.modules[module.id] = module;
}

void CompletionBatch::LookForRequests(absl::Span<const std::string> request_ids) {
  for (Completion& completion : tx_.completions().FindByRequest(organisation_.id, request_ids)) {
    known_.by_request[completion.request_id] = std::move(completion);
  }
}

void CompletionBatch::AnswerAgain(absl::Span<const CompletionRequest> requests,
                                  std::vector<CompletionResult>& results) {
  std::vector<std::string> request_ids;
  std::vector<size_t> places;
  for (size_t i = 0; i < requests.size(); ++i) {
    if (results[i].ok() && !results[i]->already_completed) continue;
    request_ids.push_back(requests[i].request_id);
    places.push_back(i);
  }
  LookForRequests(request_ids);
  for (const size_t i : places) {
    if (known_.by_request.contains(requests[i].request_id)) results[i] = Decide(requests[i]);
  }
}

CompletionResult CompletionBatch::Decide(const CompletionRequest& request) {
  const auto assignment_it = known_.assignments.find(request.assignment_id);
  if (assignment_it == known_.assignments.end()) {
    return errors::NotFound("assignment",
                            ResourceName(organisation_.slug, "assignments", request.assignment_id));
  }
  const AssignmentHistory& history = assignment_it->second.history;
  const Assignment& assignment = history.assignment;
  const std::string& module = known_.modules.at(assignment.module_id).slug;
  if (const auto same = known_.by_request.find(request.request_id); same != known_.by_request.end()) {
    if (!IsSame(request, same->second)) return errors::RequestIdReused(request.request_id);
    return RecordedCompletion{same->second, module, false, true};
  }
  if (const auto other = known_.by_assignment.find(assignment.id); other != known_.by_assignment.end()) {
    return RecordedCompletion{other->second, module, true};
  }
  const absl::Time complete_time = request.complete_time.value_or(now_);
  const Date day = DayOf(complete_time, ZoneOf(organisation_));
  RETURN_IF_ERROR(CheckDay(assignment_it->second, complete_time, day));
  ASSIGN_OR_RETURN(const int revision, RevisionFor(assignment, request.revision));
  RETURN_IF_ERROR(CheckContent(assignment, revision, request));
  const Completion completion{.id = env_.ids.Next(),
                              .assignment_id = assignment.id,
                              .person_id = assignment.person_id,
                              .module_id = assignment.module_id,
                              .revision = revision,
                              .complete_time = complete_time,
                              .record_time = now_,
                              .late = day > DueDateOn(history, day),
                              .request_id = request.request_id,
                              .evidence = request.evidence};
  known_.by_request[completion.request_id] = completion;
  known_.by_assignment[completion.assignment_id] = completion;
  added_.push_back({{completion, day}, request.first_try, request.origin});
  return RecordedCompletion{completion, module, false};
}

absl::Status CompletionBatch::CheckDay(const AudienceHistory& known, absl::Time complete_time, Date day) const {
  const Assignment& assignment = known.history.assignment;
  const std::string name = ResourceName(organisation_.slug, "assignments", assignment.id);
  if (complete_time > now_ + kClockSkew) {
    return InvalidField("complete_time", "lies in the future");
  }
  if (day < assignment.open_date) return errors::AssignmentNotOpen(name, day, assignment.open_date);
  if (assignment.close_date && *assignment.close_date <= day) {
    return errors::AssignmentClosed(name, day, *assignment.close_date);
  }
  const bool in_audience = PresenceOn(known.audience, day) != AudiencePresence::kOutside;
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

absl::Status CompletionBatch::CheckContent(const Assignment& assignment, int revision,
                                           const CompletionRequest& request) const {
  const ModuleSummary& module = known_.modules.at(assignment.module_id);
  if (NeedsEvidence(module.kind) && request.evidence.empty()) {
    return errors::NeedsEvidence(ResourceName(organisation_.slug, "modules", module.slug), module.kind);
  }
  if (request.first_try.empty()) return absl::OkStatus();
  const size_t questions = question_counts_.Of(tx_, organisation_.id, module.id, revision);
  if (request.first_try.size() == questions) return absl::OkStatus();
  return InvalidField(
      "answers", absl::StrCat("has ", request.first_try.size(), " answers; revision ", revision, " of ",
                              module.slug, " has ", questions, questions == 1 ? " question" : " questions"));
}

void CompletionBatch::Write() {
  std::vector<NewCompletion> completions;
  std::vector<Id> assignments;
  for (const Added& added : added_) {
    completions.push_back(added.completion);
    assignments.push_back(added.completion.completion.assignment_id);
  }
  tx_.completions().Insert(organisation_.id, completions);
  tx_.assignments().QueuePlanning(organisation_.id, assignments);
  WriteFigures();
  WriteAudit();
}

// What a completion proves is proven by the audit too, evidence by its hash.
void CompletionBatch::WriteAudit() {
  for (const Added& added : added_) {
    const Completion& completion = added.completion.completion;
    AuditEvent event{.action = "RecordCompletion",
                     .resource = ResourceName(organisation_.slug, "completions", completion.id),
                     .person_id = completion.person_id,
                     .request_id = completion.request_id,
                     .details = {{"assignment", FormatId(completion.assignment_id)},
                                 {"module", known_.modules.at(completion.module_id).slug},
                                 {"revision", absl::StrCat(completion.revision)},
                                 {"complete_time", AuditTimeText(completion.complete_time)},
                                 {"late", completion.late ? "true" : "false"}}};
    if (!completion.evidence.empty()) {
      event.details["evidence_hash"] = Hex(env_.keys.InUse().Hash("evidence", completion.evidence));
    }
    Audit(tx_, env_, organisation_.id, added.origin, std::move(event));
  }
}

// Somebody whose figures are still to be made has no timeline; where they are is known all the same.
std::vector<Placement> CompletionBatch::PlacementsFor(Id person_id, const Timeline& timeline) const {
  if (!timeline.placements.empty()) return timeline.placements;
  return PlacementsOf(tx_.engagements().OfPeople(organisation_.id, {person_id}),
                      UnitHistory(tx_.units().Versions(organisation_.id)));
}

// Nothing but the steps of the assignments that were completed is otherwise than before.
void CompletionBatch::WriteFigures() {
  std::vector<Id> people, completions;
  for (const Added& added : added_) {
    people.push_back(added.completion.completion.person_id);
    completions.push_back(added.completion.completion.id);
  }
  FigureWriter figures(env_, tx_, organisation_.id);
  figures.Lock(people);
  std::vector<AnswerCount> answers;
  for (const Added& added : added_) {
    const Completion& completion = added.completion.completion;
    auto& [history, audience] = known_.assignments.at(completion.assignment_id);
    Timeline timeline = figures.Of(completion.person_id);
    const AssignmentSteps before = StepsOf(history, audience);
    history.assignment.complete_date = added.completion.complete_date;
    const auto steps = std::find(timeline.assignments.begin(), timeline.assignments.end(), before);
    if (steps != timeline.assignments.end()) *steps = StepsOf(history, audience);
    if (!added.first_try.empty()) {
      AddAnswers(completion, added.first_try, added.completion.complete_date,
                 PlacementsFor(completion.person_id, timeline), answers);
    }
    figures.Replace(completion.person_id, std::move(timeline));
  }
  figures.Finish(completions, answers);
}

}  // namespace nanolearn
