#include "service/app/sync_uploads.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "service/app/idempotency.h"
#include "service/app/sealed_file.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/errors/upload.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kKeep = absl::Hours(24);

// Each part with its length, so that no two requests look alike.
template <typename... Parts>
std::string Joined(const Parts&... parts) {
  std::string text;
  for (const std::string& part : {std::string(parts)...})
    absl::StrAppend(&text, part.size(), ":", part, "\n");
  return text;
}

// Of all that was asked with the file.
std::string FingerprintOf(const StaffSync& sync, int64_t total_bytes) {
  return Sha256(Joined(sync.source, sync.mapping, sync.mapping_file_name, sync.file_name,
                       absl::FormatTime(absl::RFC3339_full, sync.file_time, absl::UTCTimeZone()),
                       sync.effective ? FormatDate(*sync.effective) : "", absl::StrCat(sync.replay),
                       absl::StrCat(sync.validate_only), absl::StrCat(total_bytes)));
}

// For one more upload of so many bytes.
absl::Status CheckRoom(WriteTransaction& tx, const Organisation& organisation, int64_t total_bytes) {
  const UploadTable::Unfinished begun = tx.uploads().LockUnfinished(organisation.id);
  const bool fits = begun.uploads < limits::kMaxUnfinishedUploads &&
                    begun.bytes + static_cast<size_t>(total_bytes) <= limits::kMaxUnfinishedUploadBytes;
  return fits ? absl::OkStatus() : errors::TooManyUploads(organisation.slug);
}

// Whether the same upload may be answered otherwise a moment later.
bool IsPassing(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
      return true;
    default:
      return false;
  }
}

}  // namespace

absl::StatusOr<SyncUpload> SyncUploads::Open(const Caller& caller, const StaffSync& sync, int64_t total_bytes,
                                             int64_t first_byte) {
  RETURN_IF_ERROR(CheckRequestId(sync.request_id));
  ASSIGN_OR_RETURN(const Organisation organisation,
                   AuthoriseWhole(env_, caller, sync.organisation, Permission::kSyncPeople));
  const std::string fingerprint = FingerprintOf(sync, total_bytes);
  SyncUpload opened;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    opened = {.organisation_id = organisation.id, .total_bytes = total_bytes};
    const std::optional<Upload> known = tx.uploads().FindByRequest(organisation.id, sync.request_id);
    if (known && known->fingerprint != fingerprint) return errors::RequestIdReused(sync.request_id);
    opened.received_bytes = known ? tx.uploads().ReceivedBytes(organisation.id, known->id) : 0;
    if (first_byte != opened.received_bytes) {
      return errors::UploadPosition(first_byte, opened.received_bytes);
    }
    opened.id = known ? known->id : env_.ids.Next();
    if (known) return absl::OkStatus();
    const absl::Time now = env_.clock.Now();
    tx.uploads().DeleteAbandoned(organisation.id, now - kKeep);
    RETURN_IF_ERROR(CheckRoom(tx, organisation, total_bytes));
    tx.uploads().Insert(organisation.id, {opened.id, sync.request_id, fingerprint, total_bytes, now});
    return absl::OkStatus();
  }));
  return opened;
}

absl::Status SyncUploads::Append(SyncUpload& upload, const std::string& chunk) {
  const int64_t position = upload.received_bytes;
  const int64_t after = position + static_cast<int64_t>(chunk.size());
  if (chunk.empty()) return absl::OkStatus();
  const UploadTable::Chunk sealed = {.position = position,
                                     .bytes = static_cast<int>(chunk.size()),
                                     .sealed = SealChunk(env_.keys, upload.id, position, chunk)};
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    const int64_t received = tx.uploads().ReceivedBytes(upload.organisation_id, upload.id);
    if (received == position) {
      tx.uploads().InsertChunk(upload.organisation_id, upload.id, sealed);
      return absl::OkStatus();
    }
    // A commit whose outcome was unknown has stored this very chunk; its seal may be another already.
    const auto stored = tx.uploads().FindChunk(upload.organisation_id, upload.id, position);
    const bool done = received == after && stored && stored->bytes == sealed.bytes &&
                      OpenChunk(env_.keys, upload.id, position, stored->sealed).value_or("") == chunk;
    return done ? absl::OkStatus() : errors::UploadPosition(position, received);
  }));
  upload.received_bytes = after;
  return absl::OkStatus();
}

absl::StatusOr<std::string> SyncUploads::ReadContent(const SyncUpload& upload) {
  std::string content;
  content.reserve(upload.total_bytes);
  while (static_cast<int64_t>(content.size()) < upload.total_bytes) {
    std::optional<UploadTable::Chunk> chunk;
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
      chunk = tx.uploads().FindChunk(upload.organisation_id, upload.id, content.size());
      return absl::OkStatus();
    }));
    if (!chunk) return errors::UploadPosition(upload.total_bytes, content.size());
    ASSIGN_OR_RETURN(const std::string opened,
                     OpenChunk(env_.keys, upload.id, chunk->position, chunk->sealed));
    content += opened;
  }
  return content;
}

absl::StatusOr<StaffSyncResult> SyncUploads::Run(const Caller& caller, const SyncUpload& upload,
                                                 StaffSync sync) {
  ASSIGN_OR_RETURN(sync.content, ReadContent(upload));
  absl::StatusOr<StaffSyncResult> result = staff_syncs_.Sync(caller, sync);
  if (IsPassing(result.status())) return result;
  // If this fails, the upload is gone after a day; the sync is done either way.
  env_.store
      .Write([&](WriteTransaction& tx) {
        tx.uploads().Delete(upload.organisation_id, upload.id);
        return absl::OkStatus();
      })
      .IgnoreError();
  return result;
}

absl::StatusOr<SyncUpload> SyncUploads::Find(const Caller& caller, const std::string& organisation,
                                             const std::string& request_id) {
  if (request_id.empty()) return InvalidField("request_id", "must be given");
  RETURN_IF_ERROR(CheckRequestId(request_id));
  ASSIGN_OR_RETURN(const Organisation found,
                   AuthoriseWhole(env_, caller, organisation, Permission::kSyncPeople));
  SyncUpload upload;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    const std::optional<Upload> known = tx.uploads().FindByRequest(found.id, request_id);
    if (!known) return errors::UploadNotFound(request_id);
    upload = {.organisation_id = found.id,
              .id = known->id,
              .received_bytes = tx.uploads().ReceivedBytes(found.id, known->id),
              .total_bytes = known->total_bytes};
    return absl::OkStatus();
  }));
  return upload;
}

}  // namespace nanolearn
