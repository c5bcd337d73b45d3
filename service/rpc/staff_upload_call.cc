#include "service/rpc/staff_upload_call.h"

#include <grpcpp/impl/codegen/proto_utils.h>

#include <chrono>

#include "service/base/status_macros.h"

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
      upload_(backend.operations) {
  if (has_slot_) {
    SetAlarm();
    RunOnWorker(&StaffUploadCall::Authenticate);
  } else {
    Close(TooBusy());
  }
}

void StaffUploadCall::OnDone() {
  if (has_slot_) slots_.Release();
  alarm_.Cancel();
  LetGo();
}

void StaffUploadCall::LetGo() {
  if (--holders_ == 0) delete this;
}

// It rings once, or is told that it was cancelled.
void StaffUploadCall::SetAlarm() {
  ++holders_;
  alarm_.Set(std::chrono::system_clock::now() + absl::ToChronoMilliseconds(slots_.time()), [this](bool rings) {
    if (rings) Expire();
    LetGo();
  });
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
  absl::StatusOr<std::vector<Caller>> callers = Admit(backend_.operations, *context_, "SyncPeople", nullptr);
  if (!callers.ok()) return Close(callers.status());
  callers_ = *std::move(callers);
  Read();
}

void StaffUploadCall::Read() {
  {
    const std::lock_guard lock(mutex_);
    if (!late_) {
      reading_ = true;
      return StartRead(&bytes_);
    }
  }
  Close(UploadTooSlow(slots_.time()));
}

// Whoever is at work closes the call itself before it would read on.
void StaffUploadCall::Expire() {
  {
    const std::lock_guard lock(mutex_);
    if (has_come_) return;
    late_ = true;
    if (!reading_) return;
  }
  Close(UploadTooSlow(slots_.time()));
}

void StaffUploadCall::OnReadDone(bool ok) {
  {
    const std::lock_guard lock(mutex_);
    if (late_) return;  // closed while it was waited for
    reading_ = false;
    has_come_ = !ok;
  }
  // The stream's end: the client has sent everything, or it is gone, and reading does not tell which. Sending
  // something to it does.
  if (!ok) return StartSendInitialMetadata();
  try {
    TakeMessage();
  } catch (...) {
    Close(UnexpectedException());
  }
}

void StaffUploadCall::TakeMessage() {
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
  if (!message_.has_header()) return absl::OkStatus();
  header_ = message_.header();
  record_.set_request_id(header_.request_id());
  callers_ = CallersIn(std::move(callers_), header_.parent());
  return absl::OkStatus();
}

absl::Status StaffUploadCall::Traced(const absl::Status& status, const v1::SyncPeopleResponse* response) {
  return KeepTrace(backend_.operations, callers_.front(), "SyncPeople", header_, status, response);
}

void StaffUploadCall::AddMessage() {
  const absl::Status added = upload_.Add(callers_.front(), message_);
  if (!added.ok()) return Close(Traced(added));
  Read();
}

void StaffUploadCall::OnSendInitialMetadataDone(bool ok) {
  if (!ok || context_->IsCancelled()) return Close(CallCancelled());
  RunOnWorker(&StaffUploadCall::Synchronise);
}

void StaffUploadCall::Synchronise() { Close(SynchroniseAndAnswer()); }

absl::Status StaffUploadCall::SynchroniseAndAnswer() {
  const absl::StatusOr<v1::SyncPeopleResponse> response = upload_.Finish(callers_.front());
  RETURN_IF_ERROR(Traced(response.status(), response.ok() ? &*response : nullptr));
  bool own_buffer = false;
  const grpc::Status serialised =
      grpc::SerializationTraits<v1::SyncPeopleResponse>::Serialize(*response, response_, &own_buffer);
  return serialised.ok() ? absl::OkStatus() : absl::InternalError("the answer could not be written");
}

void StaffUploadCall::Close(const absl::Status& status) { Finish(record_.Close(status)); }

}  // namespace nanolearn::rpc
