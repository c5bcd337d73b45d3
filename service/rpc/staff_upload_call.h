#pragma once

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>

#include "service/rpc/call.h"
#include "service/rpc/staff_upload.h"

namespace nanolearn::rpc {

// Bounds the memory that uploads take together. Thread-safe.
class UploadSlots {
 public:
  bool Take();
  void Release() { --taken_; }

 private:
  std::atomic<int> taken_ = 0;
};

// One call of SyncPeople: authenticates, reads, synchronises, answers. gRPC calls it for one event at a time.
// Of a resumable upload a message is stored before the next one is asked for.
//
// It takes bytes and not messages, because the end of a stream of messages looks the same as a message that
// cannot be read, and half a file must never pass for a whole one.
class StaffUploadCall final : public grpc::ServerReadReactor<grpc::ByteBuffer> {
 public:
  // Deletes itself when the call is over. `slots` and what `backend` names outlive it.
  StaffUploadCall(const Backend& backend, UploadSlots& slots, grpc::CallbackServerContext* context,
                  grpc::ByteBuffer* response);

  void OnReadDone(bool ok) override;
  void OnSendInitialMetadataDone(bool ok) override;
  void OnDone() override;

 private:
  // On a worker; an exception ends the call.
  void RunOnWorker(void (StaffUploadCall::*step)());
  void Authenticate();
  void AddMessage();
  void Synchronise();

  absl::Status ReadMessage();
  absl::Status SynchroniseAndAnswer();
  void Close(const absl::Status& status);

  const Backend backend_;
  UploadSlots& slots_;
  const bool has_slot_;
  grpc::CallbackServerContext* const context_;
  grpc::ByteBuffer* const response_;
  CallRecord record_;
  absl::StatusOr<Caller> caller_;
  grpc::ByteBuffer bytes_;
  v1::SyncPeopleRequest message_;
  StaffUpload upload_;
};

}  // namespace nanolearn::rpc
