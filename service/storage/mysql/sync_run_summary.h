#pragma once
// What a run counted and found, as the JSON of the column `summary`.

#include <string>

#include "service/domain/sync_run.h"

namespace nanolearn::mysql {

// Counts, hold reasons, approvable, conflicts and problems.
std::string FormatSyncRunSummary(const SyncRun& run);
// Puts them into `run`. Throws DatabaseError for text that FormatSyncRunSummary does not make.
void ParseSyncRunSummary(const std::string& text, SyncRun& run);

}  // namespace nanolearn::mysql
