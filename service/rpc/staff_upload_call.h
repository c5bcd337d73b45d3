#pragma once

#include <grpcpp/alarm.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <mutex>
#include <vector>

#include "absl/time/time.h"
#include "service/rpc/call.h"
#include "service/rpc/staff_upload.h"

namespace nanolearn::rpc {

// Bounds the memory that uploads take together, and how long each may keep others from it. Thread-safe.
class UploadSlots {
 public:
  // `time`: within which the file of whoever takes one must have come.
  explicit UploadSlots(absl::Duration time) : time_(time) {}
  bool Take();
  void Release() { --taken_; }
  absl::Duration time() const { return time_; }

 private:
  const absl::Duration time_;
  std::atomic<int> taken_ = 0;
};

// One call of SyncPeople: authenticates, reads, synchronises, answers. gRPC calls it for one event at a time; only the
// alarm of a file that takes too long to come rings beside them. Of a resumable upload a message is stored before the
// next one is asked for.
//
// It takes bytes and not messages, because the end of a stream of messages looks the same as a message that
// cannot be read, and half a file must never pass for a whole one.
class StaffUploadCall final : public grpc::ServerReadReactor<grpc::ByteBuffer> {
 public:
  // Deletes itself when the call is over and the alarm off. `slots` and what `backend` names outlive it.
  StaffUploadCall(const Backend& backend, UploadSlots& slots, grpc::CallbackServerContext* context,
                  grpc::ByteBuffer* response);

  void OnReadDone(bool ok) override;
  void OnSendInitialMetadataDone(bool ok) override;
  void OnDone() override;

 private:
  // On a worker; an exception ends the call.
  void RunOnWorker(void (StaffUploadCall::*step)());
  void SetAlarm();
  void Authenticate();
  void TakeMessage();
  void AddMessage();
  void Synchronise();
  // Waits for the next message.
  void Read();
  // The time is over.
  void Expire();
  void LetGo();

  absl::Status ReadMessage();
  absl::Status SynchroniseAndAnswer();
  // Writes down in the audit what is kept there; the status that the client is to get.
  absl::Status Traced(const absl::Status& status, const v1::SyncPeopleResponse* response = nullptr);
  void Close(const absl::Status& status);

  const Backend backend_;
  UploadSlots& slots_;
  const bool has_slot_;
  grpc::CallbackServerContext* const context_;
  grpc::ByteBuffer* const response_;
  CallRecord record_;
  std::vector<Caller> callers_;  // the first is who it is, once the header has said in which organisation
  grpc::ByteBuffer bytes_;
  v1::SyncPeopleRequest message_;
  v1::SyncPeopleHeader header_;
  StaffUpload upload_;

  grpc::Alarm alarm_;
  std::atomic<int> holders_ = 1;  // gRPC, and the alarm while it is set
  std::mutex mutex_;              // for what follows
  bool reading_ = false;          // nobody else is at work
  bool has_come_ = false;         // all that will
  bool late_ = false;
};

}  // namespace nanolearn::rpc
