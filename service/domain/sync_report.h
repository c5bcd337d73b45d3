#pragma once
// A run told to people, for a file beside the list. No I/O.

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/domain/row_problem.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// What became of a list that was taken from the drop folder of `source`.
std::string SyncReport(absl::string_view organisation, absl::string_view source, const SyncRun& run);

// The list was not run at all, and why.
std::string FailureReport(absl::string_view organisation, absl::string_view source,
                          absl::string_view file_name, const absl::Status& why);

// `error personal.csv:12: Orgkod: XX: what is wrong and what was expected`.
std::string ProblemLine(const RowProblem& problem);

}  // namespace nanolearn
