#include "admin-cli/commands/assignments.h"

#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/assignment_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Assignment;
using v1::AssignmentService;

const ColumnsOf<Assignment>& Columns() {
  using A = Assignment;
  static const auto* const kColumns = new ColumnsOf<A>{
      {{"assignment", "Assignment", Type::kWhole}, [](const A& a) { return ShortId(a.name()); }},
      {{"person", "Person", Type::kWhole}, [](const A& a) { return ShortId(a.person()); }},
      {{"name", "Name"}, [](const A& a) { return Optional(a.person_display_name()); }},
      {{"module", "Module"}, [](const A& a) { return ShortId(a.module()); }},
      {{"programme", "Programme"}, [](const A& a) { return ShortId(a.programme()); }},
      {{"cycle", "Cycle", Type::kNumber, Shown::kInData}, [](const A& a) { return a.cycle(); }},
      {{"state", "State", Type::kEnum}, [](const A& a) { return EnumText(a.state()); }},
      {{"opens", "Opens", Type::kWhole}, [](const A& a) { return a.open_date(); }},
      {{"due", "Due", Type::kWhole}, [](const A& a) { return a.due_date(); }},
      {{"completed", "Completed", Type::kWhole}, [](const A& a) { return Optional(a.complete_date()); }}};
  return *kColumns;
}

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
  context.AnswerList(Columns(), assignments, "No assignment.");
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
  context.AnswerOne(Columns(), assignment);
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
}

}  // namespace nanolearn::cli
