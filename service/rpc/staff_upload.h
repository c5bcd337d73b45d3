#pragma once

#include "absl/status/statusor.h"
#include "nanolearn/v1/person_service.pb.h"
#include "service/app/people.h"

namespace nanolearn::rpc {

// Puts a staff file together from the messages of SyncPeople.
class StaffUpload {
 public:
  // The next message: a header first, then chunks. INVALID_FIELD for anything else, UPLOAD_TOO_LARGE when the
  // chunks are more than limits::kMaxUploadBytes in all.
  absl::Status Add(const v1::SyncPeopleRequest& message);
  // After the last message. INVALID_FIELD without a header.
  absl::StatusOr<StaffSync> Take();

 private:
  absl::Status AddHeader(const v1::SyncPeopleHeader& header);
  absl::Status AddChunk(const std::string& chunk);

  bool has_header_ = false;
  StaffSync sync_;
};

v1::SyncPeopleResponse ToProto(const StaffSyncResult& result);

}  // namespace nanolearn::rpc
