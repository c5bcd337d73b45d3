#include "admin-cli/commands/sync_runs.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/sync_run_output.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/question.h"
#include "nanolearn/v1/sync_run_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::SyncRun;
using v1::SyncRunService;

struct ListOptions {
  std::string source, state;
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListSyncRunsRequest request;
  request.set_parent(names.parent());
  request.set_source(ShortId(options.source));
  if (!options.state.empty()) {
    ASSIGN_OR_RETURN(const auto state, ParseEnum<v1::SyncRunState>(options.state));
    request.set_state(state);
  }
  ASSIGN_OR_RETURN(const auto runs,
                   ListAll<SyncRunService>(context, &SyncRunService::Stub::ListSyncRuns, request,
                                           &v1::ListSyncRunsResponse::runs, options.limit));
  context.AnswerList(BriefRunColumns(), runs, "There is no such run.");
  return absl::OkStatus();
}

absl::StatusOr<SyncRun> Get(const std::string& name, Context& context) {
  v1::GetSyncRunRequest request;
  request.set_name(name);
  ASSIGN_OR_RETURN(const v1::GetSyncRunResponse response,
                   context.client.Call<SyncRunService>(&SyncRunService::Stub::GetSyncRun, request));
  return response.run();
}

struct ShowOptions {
  std::string run;
  bool changes = false;
};

absl::Status Show(const ShowOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const std::string name, names.SyncRun(options.run));
  ASSIGN_OR_RETURN(const SyncRun run, Get(name, context));
  std::vector<v1::SyncChange> changes;
  if (options.changes) {
    v1::ListSyncChangesRequest request;
    request.set_parent(name);
    ASSIGN_OR_RETURN(changes, ListAll<SyncRunService>(context, &SyncRunService::Stub::ListSyncChanges,
                                                      request, &v1::ListSyncChangesResponse::changes, 0));
  }
  AnswerRun(run, changes, options.changes ? ChangesShown::kAll : ChangesShown::kNone, context);
  PrintRunProblems(run, context);
  PrintHoldReasons(run, context);
  return absl::OkStatus();
}

struct DecideOptions {
  std::string run, request_id;
  bool yes = false;
};

// What is strange and what would be done, for whoever is asked.
absl::Status AskToApprove(const std::string& name, Context& context) {
  if (context.environment.in_is_terminal) {
    ASSIGN_OR_RETURN(const SyncRun run, Get(name, context));
    for (const v1::HoldReason& reason : run.hold_reasons()) context.Note(reason.message());
  }
  return Confirm(absl::StrCat("Approve run ", ShortId(name), "?"), context);
}

absl::Status Approve(const DecideOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ApproveSyncRunRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.SyncRun(options.run));
  if (!options.yes) RETURN_IF_ERROR(AskToApprove(request.name(), context));
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(
      const v1::ApproveSyncRunResponse response,
      context.client.Call<SyncRunService>(&SyncRunService::Stub::ApproveSyncRun, request, kLong));
  AnswerRun(response.run(), {}, ChangesShown::kNone, context);
  PrintRunProblems(response.run(), context);
  context.Note(absl::StrCat("Approved run ", ShortId(request.name()), ": it is applied."));
  return absl::OkStatus();
}

absl::Status Reject(const DecideOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::RejectSyncRunRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.SyncRun(options.run));
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const v1::RejectSyncRunResponse response,
                   context.client.Call<SyncRunService>(&SyncRunService::Stub::RejectSyncRun, request));
  AnswerRun(response.run(), {}, ChangesShown::kNone, context);
  context.Note(absl::StrCat("Rejected run ", ShortId(request.name()), ": nothing was changed."));
  return absl::OkStatus();
}

struct RevertOptions {
  std::string run, request_id;
  bool and_later = false;
  bool dry_run = false;
  bool yes = false;
};

absl::StatusOr<v1::RevertSyncRunRequest> RequestOf(const RevertOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::RevertSyncRunRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.SyncRun(options.run));
  request.set_and_later(options.and_later);
  request.set_validate_only(options.dry_run);
  return request;
}

absl::Status Revert(const RevertOptions& options, Context& context) {
  ASSIGN_OR_RETURN(v1::RevertSyncRunRequest request, RequestOf(options, context));
  if (!options.yes && !options.dry_run) {
    RETURN_IF_ERROR(Confirm(absl::StrCat("Take back run ", ShortId(request.name()),
                                         options.and_later ? " and all later ones of its source" : "",
                                         "? The roster and its figures become what they were before."),
                            context));
  }
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const v1::RevertSyncRunResponse response,
                   context.client.Call<SyncRunService>(&SyncRunService::Stub::RevertSyncRun, request, kLong));
  context.AnswerList(BriefRunColumns(), response.runs(), "Nothing was taken back.");
  const int runs = response.runs_size();
  context.Note(options.dry_run ? kNothingChanged
                               : absl::StrCat("Took back ", runs, runs == 1 ? " run." : " runs."));
  return absl::OkStatus();
}

}  // namespace

void AddSyncRuns(Noun& sync) {
  Verb runs = sync.AddVerb({"runs", "List the runs, the newest first", "people sync runs --state held"});
  auto& listed = runs.Runs(List);
  runs.Option(listed.source, "--source", "NAME", "Only of this source");
  runs.Option(listed.state, "--state", "STATE", "Only those that are: " + Choices<v1::SyncRunState>());
  runs.Limit(listed.limit);

  Verb show = sync.AddVerb(
      {"show", "Show a run: what it changed, or would change", "people sync show 01jd8y3kq4m2n --changes"});
  auto& shown = show.Runs(Show);
  show.Argument(shown.run, "RUN", "Id, as people sync runs shows it");
  show.Flag(shown.changes, "--changes", "Also every change: who, and what is otherwise");

  Verb approve = sync.AddVerb({"approve", "Apply a held run, whatever is strange about it",
                               "people sync approve 01jd8y3kq4m2n --yes"});
  auto& approved = approve.Runs(Approve);
  approve.Argument(approved.run, "RUN", "Id, as people sync runs shows it");
  approve.Yes(approved.yes);
  approve.RequestId(approved.request_id);

  Verb reject = sync.AddVerb({"reject", "Let a held run go", "people sync reject 01jd8y3kq4m2n"});
  auto& rejected = reject.Runs(Reject);
  reject.Argument(rejected.run, "RUN", "Id, as people sync runs shows it");
  reject.RequestId(rejected.request_id);

  Verb revert = sync.AddVerb({"revert", "Make the roster what it was before a run",
                              "people sync revert 01jd8y3kq4m2n --and-later --dry-run"});
  auto& reverted = revert.Runs(Revert);
  revert.Argument(reverted.run, "RUN", "Id, as people sync runs shows it");
  revert.Flag(reverted.and_later, "--and-later", "Also take back the later runs of its source");
  revert.DryRun(reverted.dry_run);
  revert.Yes(reverted.yes);
  revert.RequestId(reverted.request_id);
}

}  // namespace nanolearn::cli
