#include "admin-cli/commands/people_sync.h"

#include <vector>

#include "admin-cli/arguments.h"
#include "admin-cli/commands/mapping_file.h"
#include "admin-cli/commands/staff_upload.h"
#include "admin-cli/commands/sync_run_output.h"
#include "admin-cli/commands/sync_runs.h"
#include "admin-cli/files.h"
#include "admin-cli/paging.h"
#include "nanolearn/v1/person_service.pb.h"
#include "nanolearn/v1/sync_run_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::SyncChange;
using v1::SyncPeopleHeader;
using v1::SyncRun;
using v1::SyncRunService;

struct SyncOptions {
  std::string source, mapping, effective, request_id, file;
  bool dry_run = false;
  bool replay = false;
  bool changes = false;
};

absl::StatusOr<SyncPeopleHeader> HeaderOf(const SyncOptions& options, Context& context) {
  SyncPeopleHeader header;
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  if (!options.mapping.empty()) {
    ASSIGN_OR_RETURN(*header.mutable_mapping(), ReadMappingFile(options.mapping));
    header.set_mapping_file_name(FileName(options.mapping));
  }
  header.set_parent(names.parent());
  header.set_source(ShortId(options.source));
  header.set_file_name(FileName(options.file));
  header.set_effective_date(options.effective);
  header.set_validate_only(options.dry_run);
  header.set_replay(options.replay);
  header.set_request_id(context.UseRequestId(options.request_id));
  return header;
}

// A dry run answers its changes; those of a run are asked for.
absl::StatusOr<std::vector<SyncChange>> ChangesOf(const v1::SyncPeopleResponse& response,
                                                  const SyncOptions& options, Context& context) {
  if (!options.changes || response.run().name().empty()) {
    return std::vector<SyncChange>(response.changes().begin(), response.changes().end());
  }
  v1::ListSyncChangesRequest request;
  request.set_parent(response.run().name());
  return ListAll<SyncRunService>(context, &SyncRunService::Stub::ListSyncChanges, request,
                                 &v1::ListSyncChangesResponse::changes, 0);
}

absl::Status Sync(const SyncOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const SyncPeopleHeader header, HeaderOf(options, context));
  ASSIGN_OR_RETURN(const v1::SyncPeopleResponse response,
                   SendStaffFile(header, options.file, !options.request_id.empty(), context));
  ASSIGN_OR_RETURN(const std::vector<SyncChange> changes, ChangesOf(response, options, context));
  const SyncRun& run = response.run();
  const ChangesShown without = options.dry_run ? ChangesShown::kFew : ChangesShown::kNone;
  AnswerRun(run, changes, options.changes ? ChangesShown::kAll : without, context);
  PrintRunProblems(run, context);
  context.held = run.state() == v1::SYNC_RUN_STATE_HELD;
  PrintHoldReasons(run, context);
  if (options.dry_run) context.Note(kNothingChanged);
  context.rows_left_out = run.counts().rows_refused() > 0;
  return absl::OkStatus();
}

}  // namespace

void AddPeopleSync(Noun& people) {
  Verb sync =
      people.AddVerb({"sync", "Make what a source says equal to a staff file; look after such runs",
                      "people sync --source hr --mapping personal.toml --effective 2026-11-01 personal.csv"});
  auto& options = sync.Runs(Sync);
  sync.Option(options.source, "--source", "NAME", "Where the file comes from, for example hr",
              Need::kRequired);
  sync.Option(options.mapping, "--mapping", "FILE",
              "Which column is what (TOML); without it the source's own");
  sync.Option(options.effective, "--effective", "DATE",
              "Who is missing left on this day, what changed changes from it; today without it");
  sync.Argument(options.file, "FILE", "All that the source knows (CSV)");
  sync.Flag(options.replay, "--replay",
            "Allow a day before the last: the file says what was so until the next one");
  sync.Flag(options.changes, "--changes", "Also every change: who, and what is otherwise");
  sync.DryRun(options.dry_run);
  sync.RequestId(options.request_id);

  Noun runs = people.Below(sync);
  AddSyncRuns(runs);
}

}  // namespace nanolearn::cli
