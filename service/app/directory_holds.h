#pragma once
// What becomes of users whom a directory let go in numbers that are strange. Works inside a transaction that
// holds the roster's lock.

#include "absl/status/status.h"
#include "service/app/environment.h"
#include "service/domain/organisation.h"
#include "service/domain/source.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// Ends, each on the day on which the directory let them go, those whom `run` holds and plans their
// assignments anew. Sets the run's counts and leavers; its state, sequence and decision are the caller's, and
// so is SyncRunTable::Update.
absl::Status ApplyHeldDirectoryRun(const Environment& env, WriteTransaction& tx,
                                   const Organisation& organisation, const Source& source, SyncRun& run);

// Lets go of those whom `run` holds: they stay as they are until the directory says something else of them.
void DropHeldDirectoryRun(WriteTransaction& tx, const Organisation& organisation, const SyncRun& run);

}  // namespace nanolearn
