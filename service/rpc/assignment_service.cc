#include "service/rpc/assignment_service.h"

#include "absl/strings/str_cat.h"
#include "nanolearn/v1/assignment_service.grpc.pb.h"
#include "service/base/id.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

v1::AssignmentException ToProto(const AssignmentException& exception) {
  v1::AssignmentException proto;
  proto.set_id(FormatId(exception.id));
  proto.set_kind(exception.kind == ExceptionKind::kWaiver ? v1::AssignmentException::KIND_WAIVER
                                                          : v1::AssignmentException::KIND_EXTENSION);
  proto.set_start_date(FirstDay(exception.valid));
  proto.set_end_date(LastDay(exception.valid));
  if (exception.due_date) proto.set_due_date(FormatDate(*exception.due_date));
  if (exception.old_due_date) proto.set_old_due_date(FormatDate(*exception.old_due_date));
  proto.set_reason(exception.reason);
  *proto.mutable_create_time() = ToProto(exception.create_time);
  proto.set_created_by(exception.created_by);
  return proto;
}

v1::Assignment ToProto(const AssignmentView& view, const std::string& organisation) {
  const Assignment& assignment = view.assignment;
  v1::Assignment proto;
  proto.set_name(ResourceName(organisation, "assignments", assignment.id));
  proto.set_person(ResourceName(organisation, "people", assignment.person_id));
  proto.set_person_display_name(view.person_display_name);
  proto.set_module(ResourceName(organisation, "modules", view.module));
  proto.set_programme(ResourceName(organisation, "programmes", view.programme));
  proto.set_cycle(assignment.cycle);
  proto.set_open_date(FormatDate(assignment.open_date));
  proto.set_due_date(FormatDate(assignment.due_date));
  proto.set_state(ToProto(view.state));
  if (assignment.complete_date) proto.set_complete_date(FormatDate(*assignment.complete_date));
  if (assignment.close_date) proto.set_close_date(FormatDate(*assignment.close_date));
  for (const AssignmentException& exception : view.exceptions) *proto.add_exceptions() = ToProto(exception);
  return proto;
}

absl::StatusOr<AssignmentListQuery> Read(const v1::ListAssignmentsRequest& request) {
  AssignmentListQuery query;
  ASSIGN_OR_RETURN(query.organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(query.as_of, ReadOptionalDate(request.as_of(), "as_of"));
  ASSIGN_OR_RETURN(query.person_id,
                   ReadOptionalIdIn(query.organisation, request.person(), "people", "person"));
  ASSIGN_OR_RETURN(query.module, ParseNameIn(query.organisation, request.module(), "modules", "module"));
  ASSIGN_OR_RETURN(query.programme,
                   ParseNameIn(query.organisation, request.programme(), "programmes", "programme"));
  ASSIGN_OR_RETURN(query.unit_code, ParseNameIn(query.organisation, request.unit(), "units", "unit"));
  for (int i = 0; i < request.states_size(); ++i) {
    ASSIGN_OR_RETURN(const AssignmentState state,
                     ReadState(request.states(i), absl::StrCat("states[", i, "]")));
    query.states.push_back(state);
  }
  return query;
}

absl::StatusOr<v1::Assignment> Get(Operations& operations, const Caller& caller,
                                   const v1::GetAssignmentRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "assignments", "name"));
  ASSIGN_OR_RETURN(const std::optional<Date> as_of, ReadOptionalDate(request.as_of(), "as_of"));
  ASSIGN_OR_RETURN(const AssignmentView view,
                   operations.assignments.Get(caller, name.organisation, name.id, as_of));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::ListAssignmentsResponse> List(Operations& operations, const Caller& caller,
                                                 const v1::ListAssignmentsRequest& request) {
  ASSIGN_OR_RETURN(const AssignmentListQuery query, Read(request));
  ASSIGN_OR_RETURN(const AssignmentList list, operations.assignments.List(caller, query, ReadPage(request)));
  v1::ListAssignmentsResponse response;
  for (const AssignmentView& view : list.assignments) {
    *response.add_assignments() = ToProto(view, query.organisation);
  }
  response.set_next_page_token(list.next_page_token);
  return response;
}

void Fill(const std::vector<std::string>& from, google::protobuf::RepeatedPtrField<std::string>& to) {
  to.Assign(from.begin(), from.end());
}

absl::StatusOr<v1::ExplainAssignmentResponse> Explain(Operations& operations, const Caller& caller,
                                                      const v1::ExplainAssignmentRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "assignments", "name"));
  ASSIGN_OR_RETURN(const std::optional<Date> as_of, ReadOptionalDate(request.as_of(), "as_of"));
  ASSIGN_OR_RETURN(const AssignmentExplanation explanation,
                   operations.assignments.Explain(caller, name.organisation, name.id, as_of));
  v1::ExplainAssignmentResponse response;
  *response.mutable_assignment() = ToProto(explanation.assignment, name.organisation);
  Fill(explanation.audience, *response.mutable_audience());
  Fill(explanation.opens, *response.mutable_opens());
  Fill(explanation.due, *response.mutable_due());
  Fill(explanation.closes, *response.mutable_closes());
  Fill(explanation.state, *response.mutable_state());
  return response;
}

// What waivers and extensions have in common.
template <typename Request>
absl::StatusOr<ExceptionRequest> ReadException(const Request& request, ExceptionKind kind,
                                               const std::string& day, absl::string_view day_field) {
  ExceptionRequest read{.kind = kind, .reason = request.reason(), .request_id = request.request_id()};
  ASSIGN_OR_RETURN(read.organisation, ParseOrganisationName(request.parent(), "parent"));
  for (int i = 0; i < request.assignments_size(); ++i) {
    const std::string field = absl::StrCat("assignments[", i, "]");
    ASSIGN_OR_RETURN(const std::string id,
                     ReadNameIn(read.organisation, request.assignments(i), "assignments", field));
    ASSIGN_OR_RETURN(const Id assignment, ParseIdPart(id, field));
    read.assignment_ids.push_back(assignment);
  }
  ASSIGN_OR_RETURN(read.day, ReadDate(day, day_field));
  return read;
}

template <typename Response>
absl::StatusOr<Response> Except(Operations& operations, const Caller& caller,
                                const ExceptionRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<AssignmentView> views, operations.assignments.Except(caller, request));
  Response response;
  for (const AssignmentView& view : views) *response.add_assignments() = ToProto(view, request.organisation);
  return response;
}

absl::StatusOr<v1::WaiveAssignmentsResponse> Waive(Operations& operations, const Caller& caller,
                                                   const v1::WaiveAssignmentsRequest& request) {
  ASSIGN_OR_RETURN(const ExceptionRequest read,
                   ReadException(request, ExceptionKind::kWaiver, request.until_date(), "until_date"));
  return Except<v1::WaiveAssignmentsResponse>(operations, caller, read);
}

absl::StatusOr<v1::ExtendAssignmentsResponse> Extend(Operations& operations, const Caller& caller,
                                                     const v1::ExtendAssignmentsRequest& request) {
  ASSIGN_OR_RETURN(const ExceptionRequest read,
                   ReadException(request, ExceptionKind::kExtension, request.due_date(), "due_date"));
  return Except<v1::ExtendAssignmentsResponse>(operations, caller, read);
}

absl::StatusOr<v1::Assignment> End(Operations& operations, const Caller& caller,
                                   const v1::EndExceptionRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "assignments", "name"));
  ExceptionEnd end{
      .organisation = name.organisation, .assignment_id = name.id, .request_id = request.request_id()};
  if (!request.exception_id().empty()) {
    ASSIGN_OR_RETURN(end.exception_id, ParseIdPart(request.exception_id(), "exception_id"));
  }
  ASSIGN_OR_RETURN(const AssignmentView view, operations.assignments.EndException(caller, end));
  return ToProto(view, name.organisation);
}

class AssignmentService final : public v1::AssignmentService::CallbackService {
 public:
  explicit AssignmentService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* GetAssignment(grpc::CallbackServerContext* context,
                                          const v1::GetAssignmentRequest* request,
                                          v1::Assignment* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListAssignments(grpc::CallbackServerContext* context,
                                            const v1::ListAssignmentsRequest* request,
                                            v1::ListAssignmentsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* ExplainAssignment(grpc::CallbackServerContext* context,
                                              const v1::ExplainAssignmentRequest* request,
                                              v1::ExplainAssignmentResponse* response) override {
    return Serve(backend_, context, request, response, Explain);
  }
  grpc::ServerUnaryReactor* WaiveAssignments(grpc::CallbackServerContext* context,
                                             const v1::WaiveAssignmentsRequest* request,
                                             v1::WaiveAssignmentsResponse* response) override {
    return Serve(backend_, context, request, response, Waive);
  }
  grpc::ServerUnaryReactor* ExtendAssignments(grpc::CallbackServerContext* context,
                                              const v1::ExtendAssignmentsRequest* request,
                                              v1::ExtendAssignmentsResponse* response) override {
    return Serve(backend_, context, request, response, Extend);
  }
  grpc::ServerUnaryReactor* EndException(grpc::CallbackServerContext* context,
                                         const v1::EndExceptionRequest* request,
                                         v1::Assignment* response) override {
    return Serve(backend_, context, request, response, End);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeAssignmentService(const Backend& backend) {
  return std::make_unique<AssignmentService>(backend);
}

}  // namespace nanolearn::rpc
