#include "service/rpc/staff_upload_call.h"

#include <grpcpp/impl/codegen/proto_utils.h>

#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"

namespace nanolearn::rpc {
namespace {

// With limits::kMaxUploadBytes each.
constexpr int kMaxUploadsAtOnce = 4;

}  // namespace

bool UploadSlots::Take() {
  if (++taken_ <= kMaxUploadsAtOnce) return true;
  --taken_;
  return false;
}

StaffUploadCall::StaffUploadCall(const Backend& backend, UploadSlots& slots,
                                 grpc::CallbackServerContext* context, grpc::ByteBuffer* response)
    : backend_(backend),
      slots_(slots),
      has_slot_(slots.Take()),
      context_(context),
      response_(response),
      record_("SyncPeople"),
      caller_(errors::NoToken()),
      upload_(backend.operations) {
  if (has_slot_) {
    RunOnWorker(&StaffUploadCall::Authenticate);
  } else {
    Close(TooBusy());
  }
}

void StaffUploadCall::OnDone() {
  if (has_slot_) slots_.Release();
  delete this;
}

void StaffUploadCall::RunOnWorker(void (StaffUploadCall::*step)()) {
  const bool accepted = backend_.workers.Submit([this, step] {
    try {
      (this->*step)();
    } catch (...) {
      Close(UnexpectedException());
    }
  });
  if (!accepted) Close(TooBusy());
}

void StaffUploadCall::Authenticate() {
  caller_ = Admit(backend_.operations, *context_, "SyncPeople");
  if (!caller_.ok()) return Close(caller_.status());
  StartRead(&bytes_);
}

void StaffUploadCall::OnReadDone(bool ok) {
  // The stream's end: the client has sent everything, or it is gone, and reading does not tell which. Sending
  // something to it does.
  if (!ok) return StartSendInitialMetadata();
  const absl::Status read = ReadMessage();
  if (!read.ok()) return Close(read);
  if (upload_.Waits(message_)) {
    RunOnWorker(&StaffUploadCall::AddMessage);
  } else {
    AddMessage();
  }
}

absl::Status StaffUploadCall::ReadMessage() {
  if (!grpc::SerializationTraits<v1::SyncPeopleRequest>::Deserialize(&bytes_, &message_).ok()) {
    return UnreadableRequest();
  }
  if (message_.has_header()) record_.set_request_id(message_.header().request_id());
  return absl::OkStatus();
}

void StaffUploadCall::AddMessage() {
  const absl::Status added = upload_.Add(*caller_, message_);
  if (!added.ok()) return Close(added);
  StartRead(&bytes_);
}

void StaffUploadCall::OnSendInitialMetadataDone(bool ok) {
  if (!ok || context_->IsCancelled()) return Close(CallCancelled());
  RunOnWorker(&StaffUploadCall::Synchronise);
}

void StaffUploadCall::Synchronise() { Close(SynchroniseAndAnswer()); }

absl::Status StaffUploadCall::SynchroniseAndAnswer() {
  ASSIGN_OR_RETURN(const v1::SyncPeopleResponse response, upload_.Finish(*caller_));
  bool own_buffer = false;
  const grpc::Status serialised =
      grpc::SerializationTraits<v1::SyncPeopleResponse>::Serialize(response, response_, &own_buffer);
  return serialised.ok() ? absl::OkStatus() : absl::InternalError("the answer could not be written");
}

void StaffUploadCall::Close(const absl::Status& status) { Finish(record_.Close(status)); }

}  // namespace nanolearn::rpc
