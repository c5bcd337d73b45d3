#include "service/rpc/staff_upload.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/call_errors.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

constexpr size_t kMaxChunkBytes = 1 << 20;

v1::RowProblem ToProto(const RowProblem& problem) {
  v1::RowProblem proto;
  proto.set_severity(problem.severity == RowProblem::Severity::kError ? v1::RowProblem::SEVERITY_ERROR
                                                                      : v1::RowProblem::SEVERITY_WARNING);
  proto.set_file(problem.file);
  proto.set_line(problem.line);
  proto.set_column(problem.column);
  proto.set_reason(problem.reason);
  proto.set_found(problem.found);
  proto.set_message(problem.message);
  return proto;
}

}  // namespace

absl::Status StaffUpload::Add(const v1::SyncPeopleRequest& message) {
  switch (message.part_case()) {
    case v1::SyncPeopleRequest::kHeader:
      return AddHeader(message.header());
    case v1::SyncPeopleRequest::kChunk:
      return AddChunk(message.chunk());
    case v1::SyncPeopleRequest::PART_NOT_SET:
      break;
  }
  return InvalidField("part", "is a header in the first message and a chunk in each other");
}

absl::Status StaffUpload::AddHeader(const v1::SyncPeopleHeader& header) {
  if (has_header_) return InvalidField("header", "comes once, in the first message");
  ASSIGN_OR_RETURN(sync_.organisation, ParseOrganisationName(header.parent(), "header.parent"));
  ASSIGN_OR_RETURN(sync_.effective, ReadOptionalDate(header.effective_date(), "header.effective_date"));
  sync_.source = header.source();
  sync_.mapping = header.mapping();
  sync_.mapping_file_name = header.mapping_file_name();
  sync_.file_name = header.file_name();
  sync_.validate_only = header.validate_only();
  sync_.request_id = header.request_id();
  has_header_ = true;
  return absl::OkStatus();
}

absl::Status StaffUpload::AddChunk(const std::string& chunk) {
  if (!has_header_) return InvalidField("header", "comes first, before any chunk");
  if (chunk.size() > kMaxChunkBytes) {
    return InvalidField("chunk", absl::StrCat("is at most ", kMaxChunkBytes, " bytes"));
  }
  if (sync_.content.size() + chunk.size() > limits::kMaxUploadBytes) return UploadTooLarge();
  sync_.content += chunk;
  return absl::OkStatus();
}

absl::StatusOr<StaffSync> StaffUpload::Take() {
  if (!has_header_) return InvalidField("header", "is missing: it comes first, before any chunk");
  return std::move(sync_);
}

v1::SyncPeopleResponse ToProto(const StaffSyncResult& result) {
  v1::SyncPeopleResponse proto;
  proto.set_rows(result.rows);
  proto.set_rows_used(result.rows_used);
  proto.set_rows_refused(result.rows_refused);
  proto.set_people_added(result.people_added);
  proto.set_engagements_added(result.engagements_added);
  proto.set_engagements_changed(result.engagements_changed);
  proto.set_engagements_ended(result.engagements_ended);
  proto.set_engagements_unchanged(result.engagements_unchanged);
  for (const RowProblem& problem : result.problems) *proto.add_problems() = ToProto(problem);
  proto.set_problem_count(result.problem_count);
  proto.set_effective_date(FormatDate(result.effective));
  return proto;
}

}  // namespace nanolearn::rpc
