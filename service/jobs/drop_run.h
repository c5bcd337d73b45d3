#pragma once

#include <optional>

#include "service/app/staff_sync.h"
#include "service/jobs/drop_folder.h"

namespace nanolearn {

// A source's place among the drop folders.
struct DropSource {
  Organisation organisation;
  Source source;
};

// Runs claimed files through the sync engine and moves them to where they end. Used by one thread.
class DropRunner {
 public:
  // `syncs` outlives it.
  DropRunner(const Environment& env, StaffSyncs& syncs) : env_(env), syncs_(syncs) {}

  // Deals with one file. An error when it must be tried again: the file is then still in the work folder.
  // That another server has dealt with it is none.
  absl::Status Run(const DropSource& source, const DropFolder& folder, const WorkName& name, int tries);

 private:
  struct Ending {
    DropOutcome outcome = DropOutcome::kDone;
    DropFolder::Reports reports;
  };
  absl::StatusOr<StaffSyncResult> Sync(const DropSource& source, const WorkName& name,
                                       DropFolder::Content content);
  Ending EndingOf(const DropSource& source, const SyncRunView& view) const;
  // Tells the owner too.
  absl::StatusOr<Ending> Fail(const DropSource& source, const WorkName& name, const absl::Status& why);

  Environment env_;
  StaffSyncs& syncs_;
};

}  // namespace nanolearn
