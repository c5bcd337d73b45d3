#include "service/domain/errors/sync.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/base/error.h"

namespace nanolearn::errors {
namespace {

absl::Status Refuse(absl::string_view reason, absl::string_view name, absl::string_view message) {
  return MakeError(absl::StatusCode::kFailedPrecondition, message,
                   {.reason = std::string(reason),
                    .resource_type = "nanolearn/SyncRun",
                    .resource_name = std::string(name)});
}

}  // namespace

absl::Status NoMapping(absl::string_view source) {
  return MakeError(absl::StatusCode::kInvalidArgument,
                   absl::StrCat("the source '", source,
                                "' has no mapping of its own, and none came with the file; give one with the "
                                "file, or set it for the source"),
                   {.reason = "NO_MAPPING", .violations = {{"header.mapping", "is missing"}}});
}

absl::Status DaysUnknown(absl::string_view source, Date last) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat("a list of the source '", source, "' for a day before ", FormatDate(last),
                   " cannot be replayed: the lists up to that day were read by an earlier version, "
                   "which did not keep for which days they came"),
      {.reason = "DAYS_UNKNOWN",
       .metadata = {{"last_effective_date", FormatDate(last)}},
       .violations = {{"header.effective_date", absl::StrCat("must be ", FormatDate(last), " or later")}}});
}

absl::Status NotAFileSource(absl::string_view source) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("the source '", source,
                                "' is a directory that provisions itself; name another source for files"),
                   {.reason = "NOT_A_FILE_SOURCE", .violations = {{"header.source", "is a directory"}}});
}

absl::Status SyncRunNotFound(absl::string_view name) {
  return MakeError(absl::StatusCode::kNotFound, absl::StrCat("there is no run '", name, "'"),
                   {.reason = "SYNC_RUN_NOT_FOUND",
                    .resource_type = "nanolearn/SyncRun",
                    .resource_name = std::string(name)});
}

absl::Status SyncRunNotHeld(absl::string_view name, absl::string_view state) {
  return Refuse(
      "SYNC_RUN_NOT_HELD", name,
      absl::StrCat("the run '", name, "' is not held: it is ", absl::AsciiStrToLower(state), " already"));
}

absl::Status SyncRunNotApprovable(absl::string_view name) {
  return Refuse("SYNC_RUN_NOT_APPROVABLE", name,
                absl::StrCat("the run '", name,
                             "' cannot be approved: nothing can be read from its file; reject it, and send "
                             "the file again when it or the mapping is corrected"));
}

absl::Status SyncRunNotApplied(absl::string_view name, absl::string_view state) {
  return Refuse(
      "SYNC_RUN_NOT_APPLIED", name,
      absl::StrCat("the run '", name, "' cannot be taken back: it is ", absl::AsciiStrToLower(state)));
}

absl::Status LaterSyncRuns(absl::string_view name, const std::vector<std::string>& later) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat("the run '", name, "' cannot be taken back alone: ", later.size(),
                   later.size() == 1 ? " later run of its source stands" : " later runs of its source stand",
                   " on it (", absl::StrJoin(later, ", "), "); take these back first, or all together"),
      {.reason = "LATER_SYNC_RUNS",
       .metadata = {{"later_runs", absl::StrJoin(later, ",")}},
       .resource_type = "nanolearn/SyncRun",
       .resource_name = std::string(name)});
}

}  // namespace nanolearn::errors
