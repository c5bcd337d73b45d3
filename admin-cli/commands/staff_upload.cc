#include "admin-cli/commands/staff_upload.h"

#include <algorithm>
#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "admin-cli/files.h"
#include "admin-cli/next_step.h"
#include "admin-cli/progress.h"
#include "nanolearn/v1/person_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::PersonService;
using v1::SyncPeopleHeader;
using v1::SyncPeopleRequest;
using v1::SyncPeopleResponse;

constexpr size_t kChunkBytes = 512 << 10;
constexpr size_t kResumableFrom = 8 << 20;  // smaller files are as quickly sent again
constexpr int kMaxTries = 7;                // in a row that bring nothing further
constexpr absl::Duration kFirstPause = absl::Milliseconds(500);

// Stops early when the server has heard enough; its status then says why.
absl::Status SendChunks(const std::string& path, size_t first, size_t bytes, Progress& progress,
                        grpc::ClientWriter<SyncPeopleRequest>& writer) {
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(first));
  for (size_t sent = first; sent < bytes;) {
    SyncPeopleRequest request;
    std::string& chunk = *request.mutable_chunk();
    chunk.resize(std::min(kChunkBytes, bytes - sent));
    file.read(chunk.data(), chunk.size());
    if (static_cast<size_t>(file.gcount()) != chunk.size()) {
      return UnexpectedError(absl::StrCat("Cannot read ", path, " to its end; nothing was changed."));
    }
    sent += chunk.size();
    if (!writer.Write(request)) return absl::OkStatus();
    progress.Set(sent);
  }
  return absl::OkStatus();
}

absl::StatusOr<SyncPeopleResponse> SendOnce(const SyncPeopleHeader& header, const std::string& path,
                                            size_t bytes, Progress& progress, Context& context) {
  grpc::ClientContext call;
  context.client.Prepare(call, kLong);
  SyncPeopleResponse response;
  const auto stub = PersonService::NewStub(context.client.channel());
  const auto writer = stub->SyncPeople(&call, &response);
  SyncPeopleRequest first;
  *first.mutable_header() = header;
  if (writer->Write(first)) {
    const absl::Status sent = SendChunks(path, header.first_byte(), bytes, progress, *writer);
    if (!sent.ok()) {
      call.TryCancel();
      (void)writer->Finish();
      return sent;
    }
    writer->WritesDone();
  }
  progress.SetLabel("The server is working on it");
  RETURN_IF_ERROR(context.client.End(writer->Finish()));
  return response;
}

// How much of the upload the server has. Nothing when it knows of none: it is to be begun, or it was done and
// the whole file with the same request id gives its answer.
absl::StatusOr<int64_t> ReceivedBytes(const SyncPeopleHeader& header, Context& context) {
  v1::GetSyncUploadRequest request;
  request.set_parent(header.parent());
  request.set_request_id(header.request_id());
  const absl::StatusOr<v1::GetSyncUploadResponse> upload =
      context.client.Call<PersonService>(&PersonService::Stub::GetSyncUpload, request);
  if (absl::IsNotFound(upload.status())) return 0;
  if (!upload.ok()) return upload.status();
  return upload->received_bytes();
}

// Whether it may go well a moment later.
bool IsPassing(const absl::Status& status) {
  const std::string reason = DetailsOf(status).reason;
  return reason == "UPLOAD_POSITION" || (ExitCodeOf(status) == kUnreachable && reason != kNoTrust);
}

class ResumableUpload {
 public:
  ResumableUpload(SyncPeopleHeader header, const std::string& path, size_t bytes, Progress& progress,
                  Context& context)
      : header_(std::move(header)), path_(path), bytes_(bytes), progress_(progress), context_(context) {
    header_.set_total_bytes(bytes);
  }

  // `must_ask`: something may have been sent before.
  absl::StatusOr<SyncPeopleResponse> Send(bool must_ask) {
    absl::Duration pause = kFirstPause;
    absl::StatusOr<SyncPeopleResponse> response = absl::UnknownError("not sent");
    for (int tries = 0; tries < kMaxTries; ++tries) {
      if (tries > 0) {
        progress_.SetLabel("Waiting for the server");
        absl::SleepFor(pause);
        pause *= 2;
      }
      const int64_t before = header_.first_byte();
      response = Try(must_ask);
      if (response.ok() && response->has_run()) return response;
      // A server that was never there will not be in a moment.
      const bool never_there = !must_ask && DetailsOf(response.status()).reason == kNotConnected;
      if (never_there || (!response.ok() && !IsPassing(response.status()))) return response;
      must_ask = true;
      if (header_.first_byte() > before) tries = 0, pause = kFirstPause;
    }
    if (response.ok()) return UnexpectedError("The server did not take the whole file; nothing was changed.");
    return response;
  }

 private:
  absl::StatusOr<SyncPeopleResponse> Try(bool must_ask) {
    if (must_ask) {
      ASSIGN_OR_RETURN(const int64_t received, ReceivedBytes(header_, context_));
      header_.set_first_byte(std::min(received, static_cast<int64_t>(bytes_)));
    }
    progress_.SetLabel(absl::StrCat("Sending ", FileName(path_)));
    return SendOnce(header_, path_, bytes_, progress_, context_);
  }

  SyncPeopleHeader header_;
  const std::string& path_;
  const size_t bytes_;
  Progress& progress_;
  Context& context_;
};

}  // namespace

absl::StatusOr<SyncPeopleResponse> SendStaffFile(SyncPeopleHeader header, const std::string& path,
                                                 bool was_begun, Context& context) {
  ASSIGN_OR_RETURN(const size_t bytes, SizeOfFile(path, limits::kMaxUploadBytes));
  RETURN_IF_ERROR(context.client.Connect());
  Progress progress(context.err, context.environment, absl::StrCat("Sending ", FileName(path)), bytes);
  if (bytes <= kResumableFrom) return SendOnce(header, path, bytes, progress, context);
  return ResumableUpload(std::move(header), path, bytes, progress, context).Send(was_begun);
}

}  // namespace nanolearn::cli
