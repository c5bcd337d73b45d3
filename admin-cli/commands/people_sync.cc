#include "admin-cli/commands/people_sync.h"

#include <fstream>

#include "absl/strings/str_cat.h"
#include "admin-cli/files.h"
#include "admin-cli/progress.h"
#include "admin-cli/row_problems.h"
#include "nanolearn/v1/person_service.grpc.pb.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/unicode.h"

namespace nanolearn::cli {
namespace {

using v1::SyncPeopleRequest;
using v1::SyncPeopleResponse;

constexpr size_t kChunkBytes = 512 << 10;

const ColumnsOf<SyncPeopleResponse>& Columns() {
  using R = SyncPeopleResponse;
  static const auto* const kColumns = new ColumnsOf<R>{
      {{"effective_date", "Effective"}, [](const R& r) { return r.effective_date(); }},
      {{"rows", "Rows"}, [](const R& r) { return r.rows(); }},
      {{"rows_used", "Rows used"}, [](const R& r) { return r.rows_used(); }},
      {{"rows_refused", "Rows left out"}, [](const R& r) { return r.rows_refused(); }},
      {{"people_added", "New people"}, [](const R& r) { return r.people_added(); }},
      {{"engagements_added", "Engagements added"}, [](const R& r) { return r.engagements_added(); }},
      {{"engagements_changed", "Engagements changed"}, [](const R& r) { return r.engagements_changed(); }},
      {{"engagements_ended", "Engagements ended"}, [](const R& r) { return r.engagements_ended(); }},
      {{"engagements_unchanged", "Engagements unchanged"},
       [](const R& r) { return r.engagements_unchanged(); }},
      {{"problem_count", "Problems"}, [](const R& r) { return r.problem_count(); }},
      {{"problems", "", Type::kText, Shown::kInData}, [](const R& r) { return RecordsOf(r.problems()); }}};
  return *kColumns;
}

absl::StatusOr<std::string> ReadMapping(const std::string& path) {
  ASSIGN_OR_RETURN(std::string mapping, ReadFile(path, kMaxConfigBytes));
  if (const auto at = FindNotUtf8(mapping)) {
    return InputError(absl::StrCat(path, " is not UTF-8: byte ", *at + 1, " means nothing there."));
  }
  return mapping;
}

absl::StatusOr<SyncPeopleRequest> HeaderOf(const SyncOptions& options, Context& context) {
  SyncPeopleRequest request;
  v1::SyncPeopleHeader& header = *request.mutable_header();
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(*header.mutable_mapping(), ReadMapping(options.mapping));
  header.set_parent(names.parent());
  header.set_source(options.source);
  header.set_mapping_file_name(FileName(options.mapping));
  header.set_file_name(FileName(options.file));
  header.set_effective_date(options.effective);
  header.set_validate_only(options.dry_run);
  header.set_request_id(context.UseRequestId(options.request_id));
  return request;
}

// Stops early when the server has heard enough; its status then says why.
absl::Status SendFile(const std::string& path, size_t bytes, Progress& progress,
                      grpc::ClientWriter<SyncPeopleRequest>& writer) {
  std::ifstream file(path, std::ios::binary);
  for (size_t sent = 0; sent < bytes;) {
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

absl::StatusOr<SyncPeopleResponse> Send(const SyncPeopleRequest& header, const std::string& path,
                                        Context& context) {
  ASSIGN_OR_RETURN(const size_t bytes, SizeOfFile(path, limits::kMaxUploadBytes));
  RETURN_IF_ERROR(context.client.Connect());
  grpc::ClientContext call;
  context.client.Prepare(call, kLong);
  SyncPeopleResponse response;
  Progress progress(context.err, context.environment, absl::StrCat("Sending ", FileName(path)), bytes);
  const auto stub = v1::PersonService::NewStub(context.client.channel());
  const auto writer = stub->SyncPeople(&call, &response);
  if (writer->Write(header)) {
    const absl::Status sent = SendFile(path, bytes, progress, *writer);
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

}  // namespace

absl::Status SyncPeople(const SyncOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const SyncPeopleRequest header, HeaderOf(options, context));
  ASSIGN_OR_RETURN(const SyncPeopleResponse response, Send(header, options.file, context));
  context.AnswerOne(Columns(), response);
  PrintRowProblems(response.problems(), response.problem_count(), context);
  if (options.dry_run) context.Note(kNothingChanged);
  context.rows_left_out = response.rows_refused() > 0;
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
