#pragma once

#include "absl/status/statusor.h"
#include "nanolearn/v1/person_service.pb.h"
#include "service/app/operations.h"

namespace nanolearn::rpc {

// A staff file as the messages of one SyncPeople bring it: kept here until all of it has come or, with
// `total_bytes`, stored as it comes.
class StaffUpload {
 public:
  // `operations` outlives it.
  explicit StaffUpload(Operations& operations) : operations_(operations) {}

  // Whether Add will wait for the database: a worker's thing then.
  bool Waits(const v1::SyncPeopleRequest& message) const;
  // The next message: a header first, then chunks. INVALID_FIELD for anything else, UPLOAD_TOO_LARGE when the
  // chunks are more than limits::kMaxUploadBytes in all; else the errors of SyncUploads.
  absl::Status Add(const Caller& caller, const v1::SyncPeopleRequest& message);
  // After the last message: runs the file when all of it is there. INVALID_FIELD without a header.
  absl::StatusOr<v1::SyncPeopleResponse> Finish(const Caller& caller);

 private:
  absl::Status ReadHeader(const v1::SyncPeopleHeader& header);
  absl::Status AddHeader(const Caller& caller, const v1::SyncPeopleHeader& header);
  absl::Status AddChunk(const std::string& chunk);
  absl::Status Keep(const std::string& chunk);

  Operations& operations_;
  bool has_header_ = false;
  bool resumable_ = false;
  StaffSync sync_;
  SyncUpload upload_;  // of a resumable one
};

v1::SyncPeopleResponse ToProto(const StaffSyncResult& result, const std::string& organisation);

}  // namespace nanolearn::rpc
