#include "admin-cli/commands/assignments.h"

#include "admin-cli/arguments.h"
#include "admin-cli/commands/assignment_output.h"
#include "admin-cli/commands/assignments_decide.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "nanolearn/v1/assignment_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Assignment;
using v1::AssignmentService;

struct ListOptions {
  std::string person, programme, module, unit, as_of;
  std::vector<std::string> states;
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListAssignmentsRequest request;
  request.set_parent(names.parent());
  request.set_as_of(options.as_of);
  ASSIGN_OR_RETURN(*request.mutable_person(), names.Person(options.person));
  ASSIGN_OR_RETURN(*request.mutable_programme(), names.Programme(options.programme));
  ASSIGN_OR_RETURN(*request.mutable_module(), names.Module(options.module));
  ASSIGN_OR_RETURN(*request.mutable_unit(), names.Unit(options.unit));
  for (const std::string& text : options.states) {
    ASSIGN_OR_RETURN(const auto state, ParseEnum<v1::AssignmentState>(text));
    request.add_states(state);
  }
  ASSIGN_OR_RETURN(const auto assignments,
                   ListAll<AssignmentService>(context, &AssignmentService::Stub::ListAssignments, request,
                                              &v1::ListAssignmentsResponse::assignments, options.limit));
  context.AnswerList(BriefAssignmentColumns(), assignments, "No assignment.");
  return absl::OkStatus();
}

struct ShowOptions {
  std::string id, as_of;
};

absl::Status Show(const ShowOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::GetAssignmentRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Assignment(options.id));
  request.set_as_of(options.as_of);
  ASSIGN_OR_RETURN(const Assignment assignment,
                   context.client.Call<AssignmentService>(&AssignmentService::Stub::GetAssignment, request));
  context.AnswerOne(FullAssignmentColumns(), assignment);
  return absl::OkStatus();
}

}  // namespace

void AddAssignments(CommandLine& line) {
  Noun noun = line.AddNoun("assignments", "Who must do what, and until when");

  Verb list = noun.AddVerb(
      {"list", "List assignments", "assignments list --unit VON --state overdue --as-of 2026-12-15"});
  auto& listed = list.Runs(List);
  list.Option(listed.person, "--person", "P", "Only of this person");
  list.Option(listed.programme, "--programme", "X", "Only of this programme");
  list.Option(listed.module, "--module", "M", "Only of this module");
  list.Option(listed.unit, "--unit", "CODE", "Only of people of this unit and below");
  list.Options(listed.states, "--state", "STATE", "Only in this state: " + Choices<v1::AssignmentState>());
  list.Option(listed.as_of, "--as-of", "DATE", "As it is on this day; today without it");
  list.Limit(listed.limit);

  Verb show = noun.AddVerb({"show", "Show an assignment", "assignments show 01jd8y3kq4m2n"});
  auto& shown = show.Runs(Show);
  show.Argument(shown.id, "ASSIGNMENT", "Id, as assignments list shows it");
  show.Option(shown.as_of, "--as-of", "DATE", "As it is on this day; today without it");

  AddDecisions(noun);
}

}  // namespace nanolearn::cli
