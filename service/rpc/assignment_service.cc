#include "service/rpc/assignment_service.h"

#include "absl/strings/str_cat.h"
#include "nanolearn/v1/assignment_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

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

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeAssignmentService(const Backend& backend) {
  return std::make_unique<AssignmentService>(backend);
}

}  // namespace nanolearn::rpc
