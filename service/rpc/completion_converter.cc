#include "service/rpc/completion_converter.h"

#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/status_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {

absl::StatusOr<NamedCompletionRequest> Read(const v1::RecordCompletionRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.assignment(), "assignments", "assignment"));
  NamedCompletionRequest read{
      name.organisation,
      {.assignment_id = name.id,
       .revision = request.revision(),
       .request_id = request.request_id(),
       .evidence = request.evidence(),
       .first_try = std::vector<bool>(request.answers().begin(), request.answers().end())}};
  ASSIGN_OR_RETURN(read.request.complete_time,
                   ReadOptionalTime(request.has_complete_time(), request.complete_time(), "complete_time"));
  return read;
}

absl::StatusOr<CompletionRequest> ReadIn(const std::string& organisation,
                                         const v1::RecordCompletionRequest& request) {
  ASSIGN_OR_RETURN(NamedCompletionRequest read, Read(request));
  if (read.organisation != organisation) return InvalidField("assignment", "must be in the request's parent");
  return std::move(read.request);
}

absl::StatusOr<PersonCompletion> ReadIn(const std::string& organisation,
                                        const v1::PersonCompletion& completion) {
  PersonCompletion read{.person = completion.person(), .evidence = completion.evidence()};
  ASSIGN_OR_RETURN(read.module, ReadNameIn(organisation, completion.module(), "modules", "module"));
  ASSIGN_OR_RETURN(read.date, ReadDate(completion.date(), "date"));
  return read;
}

absl::StatusOr<SessionAttestation> Read(const v1::AttestSessionRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.module(), "modules", "module"));
  SessionAttestation session{
      .organisation = name.organisation, .module = name.id, .leader = request.leader()};
  ASSIGN_OR_RETURN(session.date, ReadDate(request.date(), "date"));
  session.people.assign(request.people().begin(), request.people().end());
  return session;
}

absl::StatusOr<CompletionVoidRequest> Read(const v1::VoidCompletionRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "completions", "name"));
  return CompletionVoidRequest{name.organisation, name.id, request.reason(), request.request_id()};
}

absl::StatusOr<CompletionListQuery> Read(const v1::ListCompletionsRequest& request) {
  CompletionListQuery query;
  ASSIGN_OR_RETURN(query.organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(query.person_id,
                   ReadOptionalIdIn(query.organisation, request.person(), "people", "person"));
  ASSIGN_OR_RETURN(query.module, ParseNameIn(query.organisation, request.module(), "modules", "module"));
  ASSIGN_OR_RETURN(query.programme,
                   ParseNameIn(query.organisation, request.programme(), "programmes", "programme"));
  return query;
}

v1::Completion ToProto(const Completion& completion, const std::string& module,
                       const std::string& organisation) {
  v1::Completion proto;
  proto.set_name(ResourceName(organisation, "completions", completion.id));
  proto.set_assignment(ResourceName(organisation, "assignments", completion.assignment_id));
  proto.set_person(ResourceName(organisation, "people", completion.person_id));
  proto.set_module(ResourceName(organisation, "modules", module));
  proto.set_revision(completion.revision);
  *proto.mutable_complete_time() = ToProto(completion.complete_time);
  *proto.mutable_record_time() = ToProto(completion.record_time);
  proto.set_late(completion.late);
  proto.set_request_id(completion.request_id);
  proto.set_evidence(completion.evidence);
  proto.set_voided(completion.void_id != kNoId);
  return proto;
}

v1::Completion ToProto(const CompletionView& view, const std::string& organisation) {
  v1::Completion proto = ToProto(view.completion, view.module, organisation);
  if (!view.void_record) return proto;
  v1::CompletionVoid& record = *proto.mutable_void_record();
  record.set_date(FormatDate(view.void_record->voided.void_date));
  record.set_reason(view.void_record->reason);
  *record.mutable_create_time() = ToProto(view.void_record->create_time);
  record.set_created_by(view.void_record->created_by);
  return proto;
}

v1::BatchRecordCompletionsResponse::Result ToProto(const CompletionResult& result,
                                                   const std::string& organisation) {
  v1::BatchRecordCompletionsResponse::Result proto;
  if (result.ok()) {
    *proto.mutable_response() = ToProto(*result, organisation);
    proto.mutable_response()->set_already_recorded(result->already_recorded);
  } else {
    *proto.mutable_error() = ToProto(result.status());
  }
  return proto;
}

v1::RecordCompletionResponse ToProto(const RecordedCompletion& recorded, const std::string& organisation) {
  v1::RecordCompletionResponse response;
  *response.mutable_completion() = ToProto(recorded.completion, recorded.module, organisation);
  response.set_outcome(recorded.already_completed ? v1::RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED
                                                  : v1::RecordCompletionResponse::OUTCOME_RECORDED);
  return response;
}

}  // namespace nanolearn::rpc
