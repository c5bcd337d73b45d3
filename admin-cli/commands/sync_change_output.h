#pragma once
// Changes of a run as they are shown.

#include <vector>

#include "admin-cli/output.h"
#include "nanolearn/v1/sync_run.pb.h"

namespace nanolearn::cli {

// A line for each.
const ColumnsOf<v1::SyncChange>& ChangeColumns();
// For json.
std::vector<Record> ChangeRecords(const std::vector<v1::SyncChange>& changes);
// How many changes a run has, of all kinds.
int AllChanges(const v1::SyncCounts& counts);

}  // namespace nanolearn::cli
