#include "service/http/held_runs.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/sync.h"
#include "service/domain/resource_name.h"
#include "service/domain/sync_mail.h"

namespace nanolearn::http {
namespace {

constexpr int kMaxHeldRuns = 50;
constexpr size_t kMaxShownChanges = 200;
constexpr size_t kMaxShownProblems = 50;

absl::Status NoSuchRun(const WebUser& user, const std::string& id) {
  return errors::SyncRunNotFound(ResourceName(user.organisation.slug, "syncRuns", id));
}

std::string ReasonText(const HoldReason& hold, const SyncRun& run, const WebUser& user) {
  return user.session.language == "en" ? hold.message : SwedishHoldReason(hold, run);
}

pages::HeldRunItem ItemOf(const SyncRunView& view, const WebUser& user) {
  pages::HeldRunItem item{.id = FormatId(view.run.id), .source = view.source};
  if (!view.run.file_name.empty()) item.file_name = ShownFileName(view.run.file_name);
  item.effective = view.run.effective;
  item.create_time = view.run.create_time;
  for (const HoldReason& hold : view.run.hold_reasons)
    item.reasons.push_back(ReasonText(hold, view.run, user));
  return item;
}

std::string ProblemText(const RowProblem& problem) {
  return absl::StrCat("Line ", problem.line, problem.column.empty() ? "" : ", ", problem.column, ": ",
                      problem.message);
}

void AddChanges(const SyncChangeList& list, pages::CoordinateRun& run) {
  for (const SyncChangeView& change : list.changes) {
    if (run.changes.size() == kMaxShownChanges) break;
    run.changes.push_back({change.kind, change.display_name, change.unit_code, change.fields});
  }
  run.more_changes = static_cast<int>(list.changes.size() - run.changes.size());
}

}  // namespace

absl::StatusOr<std::vector<pages::HeldRunItem>> GatherHeldRuns(Operations& operations, const WebUser& user) {
  std::vector<pages::HeldRunItem> items;
  const Caller* caller = user.With(Permission::kReadSyncRuns);
  if (!caller) return items;
  const SyncRunListQuery query{
      .organisation = user.organisation.slug, .source = "", .state = SyncRunState::kHeld};
  ASSIGN_OR_RETURN(const SyncRunList list,
                   operations.sync_runs.List(*caller, query, {.size = kMaxHeldRuns, .token = ""}));
  for (const SyncRunView& view : list.runs) items.push_back(ItemOf(view, user));
  return items;
}

absl::StatusOr<pages::CoordinateRun> GatherRun(Operations& operations, const WebUser& user,
                                               const std::string& id) {
  const Caller* caller = user.With(Permission::kReadSyncRuns);
  const std::optional<Id> run_id = ParseId(id);
  if (!caller || !run_id) return NoSuchRun(user, id);
  const std::string& organisation = user.organisation.slug;
  ASSIGN_OR_RETURN(const SyncRunView view, operations.sync_runs.Get(*caller, organisation, *run_id));
  pages::CoordinateRun run{.run = ItemOf(view, user), .state = view.run.state};
  for (const HoldReason& hold : view.run.hold_reasons) {
    const std::string text = ReasonText(hold, view.run, user);
    run.reasons.push_back({text, text == hold.message ? "" : hold.message});
  }
  run.decided_by = view.run.decided_by;
  if (view.run.decide_time != absl::InfinitePast()) run.decide_time = view.run.decide_time;
  run.approvable = view.run.approvable;
  run.can_decide = view.run.state == SyncRunState::kHeld && user.With(Permission::kSyncPeople) != nullptr;
  run.request_id = absl::StrCat("web-", Hex(RandomBytes(12)));
  run.counts = view.run.counts;
  run.problem_count = view.run.problem_count;
  for (const RowProblem& problem : view.run.problems) {
    if (run.problems.size() < kMaxShownProblems) run.problems.push_back(ProblemText(problem));
  }
  run.time_zone = user.organisation.time_zone;
  const auto changes = operations.sync_runs.Changes(*caller, organisation, *run_id,
                                                    {.size = kMaxShownChanges + 1, .token = ""});
  // A held file that cannot be planned any more can still be rejected.
  if (changes.ok()) AddChanges(*changes, run);
  return run;
}

absl::Status DecideRun(Operations& operations, const WebUser& user, const std::string& id, bool approves,
                       const std::string& request_id) {
  const Caller* caller = user.With(Permission::kSyncPeople);
  const std::optional<Id> run_id = ParseId(id);
  if (!caller || !run_id) return NoSuchRun(user, id);
  const RunDecision decision{user.organisation.slug, *run_id, request_id};
  const auto decided = approves ? operations.sync_runs.Approve(*caller, decision)
                                : operations.sync_runs.Reject(*caller, decision);
  // Somebody was faster: the run's page tells who and how.
  if (DetailsOf(decided.status()).reason == "SYNC_RUN_NOT_HELD") return absl::OkStatus();
  return decided.status();
}

}  // namespace nanolearn::http
