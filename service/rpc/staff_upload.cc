#include "service/rpc/staff_upload.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/call_errors.h"
#include "service/rpc/sync_run_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

constexpr size_t kMaxChunkBytes = 1 << 20;

// Of an upload that can be gone on with.
absl::Status CheckResumable(const v1::SyncPeopleHeader& header) {
  const int64_t total = header.total_bytes(), first = header.first_byte();
  if (total < 0) return InvalidField("header.total_bytes", "is the length of the whole file");
  if (total > static_cast<int64_t>(limits::kMaxUploadBytes)) return UploadTooLarge();
  if (first < 0 || first > total) {
    return InvalidField("header.first_byte", "lies in the file, whose length is total_bytes");
  }
  if (total > 0 && header.request_id().empty()) {
    return InvalidField("header.request_id", "must be given with total_bytes: the upload is known by it");
  }
  return absl::OkStatus();
}

// For callers from before there were runs.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
void SetDeprecated(const v1::SyncRun& run, v1::SyncPeopleResponse& proto) {
  const v1::SyncCounts& counts = run.counts();
  proto.set_rows(counts.rows());
  proto.set_rows_used(counts.rows_used());
  proto.set_rows_refused(counts.rows_refused());
  proto.set_people_added(counts.people_added());
  proto.set_engagements_added(counts.engagements_added());
  proto.set_engagements_changed(counts.engagements_changed());
  proto.set_engagements_ended(counts.engagements_ended());
  proto.set_engagements_unchanged(counts.engagements_unchanged());
  *proto.mutable_problems() = run.problems();
  proto.set_problem_count(run.problem_count());
  proto.set_effective_date(run.effective_date());
}
#pragma GCC diagnostic pop

}  // namespace

bool StaffUpload::Waits(const v1::SyncPeopleRequest& message) const {
  return resumable_ || message.header().total_bytes() > 0;
}

absl::Status StaffUpload::Add(const Caller& caller, const v1::SyncPeopleRequest& message) {
  switch (message.part_case()) {
    case v1::SyncPeopleRequest::kHeader:
      return AddHeader(caller, message.header());
    case v1::SyncPeopleRequest::kChunk:
      return AddChunk(message.chunk());
    case v1::SyncPeopleRequest::PART_NOT_SET:
      break;
  }
  return InvalidField("part", "is a header in the first message and a chunk in each other");
}

absl::Status StaffUpload::ReadHeader(const v1::SyncPeopleHeader& header) {
  ASSIGN_OR_RETURN(sync_.organisation, ParseOrganisationName(header.parent(), "header.parent"));
  ASSIGN_OR_RETURN(sync_.effective, ReadOptionalDate(header.effective_date(), "header.effective_date"));
  ASSIGN_OR_RETURN(const std::optional<absl::Time> file_time,
                   ReadOptionalTime(header.has_file_time(), header.file_time(), "header.file_time"));
  sync_.file_time = file_time.value_or(absl::InfinitePast());
  sync_.source = header.source();
  sync_.mapping = header.mapping();
  sync_.mapping_file_name = header.mapping_file_name();
  sync_.file_name = header.file_name();
  sync_.validate_only = header.validate_only();
  sync_.replay = header.replay();
  sync_.request_id = header.request_id();
  return absl::OkStatus();
}

absl::Status StaffUpload::AddHeader(const Caller& caller, const v1::SyncPeopleHeader& header) {
  if (has_header_) return InvalidField("header", "comes once, in the first message");
  RETURN_IF_ERROR(CheckResumable(header));
  RETURN_IF_ERROR(ReadHeader(header));
  has_header_ = true;
  resumable_ = header.total_bytes() > 0;
  if (!resumable_) return absl::OkStatus();
  ASSIGN_OR_RETURN(upload_,
                   operations_.sync_uploads.Open(caller, sync_, header.total_bytes(), header.first_byte()));
  return absl::OkStatus();
}

absl::Status StaffUpload::AddChunk(const std::string& chunk) {
  if (!has_header_) return InvalidField("header", "comes first, before any chunk");
  if (chunk.size() > kMaxChunkBytes) {
    return InvalidField("chunk", absl::StrCat("is at most ", kMaxChunkBytes, " bytes"));
  }
  if (resumable_) return Keep(chunk);
  if (sync_.content.size() + chunk.size() > limits::kMaxUploadBytes) return UploadTooLarge();
  sync_.content += chunk;
  return absl::OkStatus();
}

absl::Status StaffUpload::Keep(const std::string& chunk) {
  if (upload_.received_bytes + static_cast<int64_t>(chunk.size()) > upload_.total_bytes) {
    return InvalidField("chunk", absl::StrCat("goes beyond the ", upload_.total_bytes,
                                              " bytes that total_bytes says the file has"));
  }
  return operations_.sync_uploads.Append(upload_, chunk);
}

absl::StatusOr<v1::SyncPeopleResponse> StaffUpload::Finish(const Caller& caller) {
  if (!has_header_) return InvalidField("header", "is missing: it comes first, before any chunk");
  if (resumable_ && !upload_.complete()) {
    v1::SyncPeopleResponse response;
    response.set_received_bytes(upload_.received_bytes);
    return response;
  }
  const std::string organisation = sync_.organisation;
  absl::StatusOr<StaffSyncResult> result =
      resumable_ ? operations_.sync_uploads.Run(caller, upload_, std::move(sync_))
                 : operations_.staff_syncs.Sync(caller, sync_);
  if (!result.ok()) return result.status();
  v1::SyncPeopleResponse response = ToProto(*result, organisation);
  response.set_received_bytes(upload_.received_bytes);
  return response;
}

v1::SyncPeopleResponse ToProto(const StaffSyncResult& result, const std::string& organisation) {
  v1::SyncPeopleResponse proto;
  v1::SyncRun& run = *proto.mutable_run();
  run = ToProto(result.run, organisation);
  for (const SyncChangeView& change : result.changes) *proto.add_changes() = ToProto(change, organisation);
  SetDeprecated(run, proto);
  return proto;
}

}  // namespace nanolearn::rpc
