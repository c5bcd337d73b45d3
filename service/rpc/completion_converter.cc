#include "service/rpc/completion_converter.h"

#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {

absl::StatusOr<NamedCompletionRequest> Read(const v1::RecordCompletionRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.assignment(), "assignments", "assignment"));
  NamedCompletionRequest read{
      name.organisation,
      {.assignment_id = name.id, .revision = request.revision(), .request_id = request.request_id()}};
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
