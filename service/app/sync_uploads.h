#pragma once

#include <cstdint>
#include <string>

#include "service/app/access.h"
#include "service/app/staff_sync.h"

namespace nanolearn {

// A staff file on its way in.
struct SyncUpload {
  Id organisation_id = kNoId;
  Id id = kNoId;
  int64_t received_bytes = 0;  // of its beginning, kept safely
  int64_t total_bytes = 0;

  bool complete() const { return received_bytes == total_bytes; }
};

// Staff files that may come in several calls. What has come is kept sealed, for a day after the last of it;
// it is known by its request id. Thread-safe.
class SyncUploads {
 public:
  SyncUploads(const Environment& env, StaffSyncs& staff_syncs) : env_(env), staff_syncs_(staff_syncs) {}

  // Begins an upload, or goes on with one. `sync` has everything but the content, and a request id.
  // REQUEST_ID_REUSED when something else was asked under it before; UPLOAD_POSITION when `first_byte` is not
  // what is safe; TOO_MANY_UPLOADS when the organisation has begun too many.
  absl::StatusOr<SyncUpload> Open(const Caller& caller, const StaffSync& sync, int64_t total_bytes,
                                  int64_t first_byte);
  // The next bytes of an upload that was opened, at most what is missing; durable when it returns OK.
  // UPLOAD_POSITION when another call has gone on with it.
  absl::Status Append(SyncUpload& upload, const std::string& chunk);
  // Runs a complete upload and lets what was kept go, unless it can be run again as it is. The errors are
  // those of StaffSyncs::Sync.
  absl::StatusOr<StaffSyncResult> Run(const Caller& caller, const SyncUpload& upload, StaffSync sync);

  // UPLOAD_NOT_FOUND.
  absl::StatusOr<SyncUpload> Find(const Caller& caller, const std::string& organisation,
                                  const std::string& request_id);

 private:
  absl::StatusOr<std::string> ReadContent(const SyncUpload& upload);

  Environment env_;
  StaffSyncs& staff_syncs_;
};

}  // namespace nanolearn
