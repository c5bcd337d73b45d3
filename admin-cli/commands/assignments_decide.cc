#include "admin-cli/commands/assignments_decide.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/change.h"
#include "admin-cli/commands/assignment_output.h"
#include "admin-cli/context.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/assignment_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Assignment;
using v1::AssignmentService;
using Explanation = v1::ExplainAssignmentResponse;

struct ExplainOptions {
  std::string id, as_of;
};

Value Lines(const Texts& sentences) {
  std::vector<Record> lines;
  for (const std::string& sentence : sentences) lines.push_back({{{"line", sentence}}});
  return lines;
}

// Sentences, a line for each where a person reads them.
void AddSentences(const char* key, const char* heading, const Texts& (Explanation::*part)() const,
                  ColumnsOf<Explanation>& columns) {
  columns.push_back({{key, heading, Type::kText, Shown::kInTable},
                     [part](const Explanation& e) { return Lines((e.*part)()); }});
  columns.push_back({{key, heading, Type::kText, Shown::kNotInTable},
                     [part](const Explanation& e) { return ListOf((e.*part)()); }});
}

ColumnsOf<Explanation> ExplanationColumns() {
  ColumnsOf<Explanation> columns;
  for (const ColumnOf<Assignment>& column : BriefAssignmentColumns()) {
    columns.push_back(
        {column.column, [column](const Explanation& e) { return column.value(e.assignment()); }});
  }
  AddSentences("why_audience", "Audience", &Explanation::audience, columns);
  AddSentences("why_opens", "Why it opens", &Explanation::opens, columns);
  AddSentences("why_due", "Why it is due", &Explanation::due, columns);
  AddSentences("why_closes", "Why it closes", &Explanation::closes, columns);
  AddSentences("why_state", "Why it stands so", &Explanation::state, columns);
  return columns;
}

absl::Status Explain(const ExplainOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ExplainAssignmentRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Assignment(options.id));
  request.set_as_of(options.as_of);
  ASSIGN_OR_RETURN(const Explanation explanation, context.client.Call<AssignmentService>(
                                                      &AssignmentService::Stub::ExplainAssignment, request));
  context.AnswerOne(ExplanationColumns(), explanation);
  return absl::OkStatus();
}

struct DecideOptions {
  std::vector<std::string> ids;
  std::string day, reason, request_id;
};

std::string HowMany(int count) { return absl::StrCat(count, count == 1 ? " assignment" : " assignments"); }

// Decides the same of several assignments; `request` has the day. Says `done` N assignments `until` the day.
template <typename Request, typename Response>
absl::Status Decide(const DecideOptions& options, Request request,
                    grpc::Status (AssignmentService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                    Response*),
                    absl::string_view done, absl::string_view until, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  request.set_parent(names.parent());
  for (const std::string& id : options.ids) {
    ASSIGN_OR_RETURN(*request.add_assignments(), names.Assignment(id));
  }
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(const Response response,
                   SendChange<AssignmentService>(method, request, options.request_id, context, kLong));
  context.AnswerList(BriefAssignmentColumns(), response.assignments(), "");
  context.Note(
      absl::StrCat(done, " ", HowMany(response.assignments_size()), " ", until, " ", options.day, "."));
  return absl::OkStatus();
}

absl::Status Waive(const DecideOptions& options, Context& context) {
  v1::WaiveAssignmentsRequest request;
  request.set_until_date(options.day);
  return Decide(options, std::move(request), &AssignmentService::Stub::WaiveAssignments, "Waived", "until",
                context);
}

absl::Status Extend(const DecideOptions& options, Context& context) {
  v1::ExtendAssignmentsRequest request;
  request.set_due_date(options.day);
  return Decide(options, std::move(request), &AssignmentService::Stub::ExtendAssignments, "Extended", "to",
                context);
}

struct EndOptions {
  std::string id, exception, request_id;
};

absl::Status EndException(const EndOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::EndExceptionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Assignment(options.id));
  request.set_exception_id(options.exception);
  ASSIGN_OR_RETURN(const Assignment assignment,
                   SendChange<AssignmentService>(&AssignmentService::Stub::EndException, request,
                                                 options.request_id, context));
  context.AnswerOne(FullAssignmentColumns(), assignment);
  context.Note("Ended: from today on the exception does not hold.");
  return absl::OkStatus();
}

void AddDecision(Verb verb, DecideOptions& options, const char* flag, const char* flag_help) {
  verb.Arguments(options.ids, "ASSIGNMENT", "Ids, as assignments list shows them");
  verb.Option(options.day, flag, "DATE", flag_help, Need::kRequired);
  verb.Option(options.reason, "--reason", "TEXT", "Why, for those who read it later", Need::kRequired);
  verb.RequestId(options.request_id);
}

}  // namespace

void AddDecisions(Noun& noun) {
  Verb explain = noun.AddVerb({"explain", "Why an assignment has its dates and stands as it does",
                               "assignments explain 01jd8y3kq4m2n"});
  auto& explained = explain.Runs(Explain);
  explain.Argument(explained.id, "ASSIGNMENT", "Id, as assignments list shows it");
  explain.Option(explained.as_of, "--as-of", "DATE", "As it is on this day; today without it");

  Verb waive = noun.AddVerb({"waive", "Decide that assignments need not be done",
                             "assignments waive 01jd8y3kq4m2n --until 2027-06-30 --reason \"Sjukskriven\""});
  AddDecision(waive, waive.Runs(Waive), "--until", "The last day it holds");

  Verb extend = noun.AddVerb({"extend", "Give assignments another due date",
                              "assignments extend 01jd8y3kq4m2n --due 2027-01-15 --reason \"Ny chef\""});
  AddDecision(extend, extend.Runs(Extend), "--due", "The new last day to be in time");

  Verb end = noun.AddVerb({"end-exception", "End a waiver today, or take back an extension of today",
                           "assignments end-exception 01jd8y3kq4m2n"});
  auto& ended = end.Runs(EndException);
  end.Argument(ended.id, "ASSIGNMENT", "Id, as assignments list shows it");
  end.Option(ended.exception, "--exception", "ID",
             "The exception, as assignments show shows it; the one that holds today without it");
  end.RequestId(ended.request_id);
}

}  // namespace nanolearn::cli
