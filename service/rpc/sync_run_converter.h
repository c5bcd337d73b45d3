#pragma once
// Runs of staff lists and what is in them, as the API says them.

#include "absl/strings/string_view.h"
#include "nanolearn/v1/row_problem.pb.h"
#include "nanolearn/v1/sync_run.pb.h"
#include "service/app/sync_runs.h"
#include "service/domain/row_problem.h"

namespace nanolearn::rpc {

v1::RowProblem ToProto(const RowProblem& problem);
v1::SyncCounts ToProto(const SyncCounts& counts);
// `organisation` is the slug.
v1::SyncRun ToProto(const SyncRunView& view, absl::string_view organisation);
v1::SyncChange ToProto(const SyncChangeView& view, absl::string_view organisation);

}  // namespace nanolearn::rpc
