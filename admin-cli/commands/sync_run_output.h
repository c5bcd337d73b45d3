#pragma once
// Runs of staff lists as they are shown.

#include <vector>

#include "admin-cli/context.h"
#include "nanolearn/v1/sync_run.pb.h"

namespace nanolearn::cli {

// What a list says of each.
const ColumnsOf<v1::SyncRun>& BriefRunColumns();

// A run and, below it, changes of it: all that are given, or, in a table, the first few.
enum class ChangesShown { kNone, kFew, kAll };
// In json one object with `changes` in it; in csv, when changes are shown, these alone.
void AnswerRun(const v1::SyncRun& run, const std::vector<v1::SyncChange>& changes, ChangesShown shown,
               Context& context);

// On standard error: why it is or was held, and what somebody can do about it; nothing for a run that was
// not.
void PrintHoldReasons(const v1::SyncRun& run, Context& context);
// On standard error: what is wrong with its rows, and what it leaves open about who is who.
void PrintRunProblems(const v1::SyncRun& run, Context& context);

}  // namespace nanolearn::cli
