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
      caller_(errors::NoToken()) {
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
  caller_ = Admit(backend_.operations.authenticator, *context_);
  if (!caller_.ok()) return Close(caller_.status());
  // The operation looks too, but that is after the whole upload.
  const Role role = caller_->token.role;
  if (!RoleAllows(role, Permission::kSyncPeople)) return Close(errors::RoleNotAllowed(RoleName(role)));
  StartRead(&message_);
}

void StaffUploadCall::OnReadDone(bool ok) {
  // The stream's end: the client has sent everything, or it is gone, and reading does not tell which. Sending
  // something to it does.
  if (!ok) return StartSendInitialMetadata();
  const absl::Status added = AddMessage();
  if (!added.ok()) return Close(added);
  StartRead(&message_);
}

absl::Status StaffUploadCall::AddMessage() {
  v1::SyncPeopleRequest message;
  if (!grpc::SerializationTraits<v1::SyncPeopleRequest>::Deserialize(&message_, &message).ok()) {
    return UnreadableRequest();
  }
  if (message.has_header()) record_.set_request_id(message.header().request_id());
  return upload_.Add(message);
}

void StaffUploadCall::OnSendInitialMetadataDone(bool ok) {
  if (!ok || context_->IsCancelled()) return Close(CallCancelled());
  RunOnWorker(&StaffUploadCall::Synchronise);
}

void StaffUploadCall::Synchronise() { Close(SynchroniseAndAnswer()); }

absl::Status StaffUploadCall::SynchroniseAndAnswer() {
  ASSIGN_OR_RETURN(const StaffSync sync, upload_.Take());
  ASSIGN_OR_RETURN(const StaffSyncResult result, backend_.operations.people.Sync(*caller_, sync));
  bool own_buffer = false;
  const grpc::Status serialised =
      grpc::SerializationTraits<v1::SyncPeopleResponse>::Serialize(ToProto(result), response_, &own_buffer);
  return serialised.ok() ? absl::OkStatus() : absl::InternalError("the answer could not be written");
}

void StaffUploadCall::Close(const absl::Status& status) { Finish(record_.Close(status)); }

}  // namespace nanolearn::rpc
