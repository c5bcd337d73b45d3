#include "admin-cli/commands/completions.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "admin-cli/arguments.h"
#include "admin-cli/change.h"
#include "admin-cli/commands/completions_import.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/completion_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Completion;
using v1::CompletionService;
using v1::RecordCompletionResponse;

const ColumnsOf<Completion>& Columns() {
  using C = Completion;
  static const auto* const kColumns = new ColumnsOf<C>{
      {{"completion", "Completion", Type::kWhole}, [](const C& c) { return ShortId(c.name()); }},
      {{"assignment", "Assignment", Type::kWhole}, [](const C& c) { return ShortId(c.assignment()); }},
      {{"person", "Person", Type::kWhole}, [](const C& c) { return ShortId(c.person()); }},
      {{"module", "Module"}, [](const C& c) { return ShortId(c.module()); }},
      {{"revision", "Revision", Type::kNumber}, [](const C& c) { return c.revision(); }},
      {{"completed_at", "Completed", Type::kTime},
       [](const C& c) { return Instant(c.has_complete_time(), c.complete_time()); }},
      {{"recorded_at", "Recorded", Type::kTime},
       [](const C& c) { return Instant(c.has_record_time(), c.record_time()); }},
      {{"late", "Late"}, [](const C& c) { return c.late(); }},
      {{"evidence", "Evidence", Type::kText, Shown::kInData},
       [](const C& c) { return Optional(c.evidence()); }},
      {{"voided", "Taken back", Type::kText, Shown::kInData}, [](const C& c) { return c.voided(); }},
      {{"request_id", "Request", Type::kText, Shown::kInData},
       [](const C& c) { return Optional(c.request_id()); }}};
  return *kColumns;
}

// With what took it back.
ColumnsOf<Completion> FullColumns() {
  using C = Completion;
  static const auto* const kColumns = new ColumnsOf<C>{
      {{"evidence", "Evidence", Type::kText, Shown::kInTable},
       [](const C& c) { return Optional(c.evidence()); }},
      {{"void_date", "Taken back", Type::kWhole},
       [](const C& c) { return Optional(c.void_record().date()); }},
      {{"void_reason", "Because"}, [](const C& c) { return Optional(c.void_record().reason()); }},
      {{"void_by", "By"}, [](const C& c) { return Optional(c.void_record().created_by()); }}};
  return Columns() + *kColumns;
}

struct RecordOptions {
  std::string assignment, at, evidence, request_id;
  int revision = 0;
};

absl::StatusOr<v1::RecordCompletionRequest> RequestOf(const RecordOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::RecordCompletionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_assignment(), names.Assignment(options.assignment));
  if (!options.at.empty()) {
    ASSIGN_OR_RETURN(const absl::Time time, ParseDoneTime(options.at, absl::Now()));
    *request.mutable_complete_time() = ToTimestamp(time);
  }
  request.set_revision(options.revision);
  request.set_evidence(options.evidence);
  request.set_request_id(context.UseRequestId(options.request_id));
  return request;
}

// The completion with what the call did: RECORDED or ALREADY_COMPLETED.
Table AnswerOf(const RecordCompletionResponse& response) {
  Table table = SingleOf(Columns(), response.completion());
  table.columns.insert(table.columns.begin(), {"outcome", "Outcome", Type::kEnum});
  table.rows[0].insert(table.rows[0].begin(), EnumText(response.outcome()));
  return table;
}

absl::Status RecordOne(const RecordOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const v1::RecordCompletionRequest request, RequestOf(options, context));
  ASSIGN_OR_RETURN(
      const RecordCompletionResponse response,
      context.client.Call<CompletionService>(&CompletionService::Stub::RecordCompletion, request));
  context.Answer(AnswerOf(response));
  const std::string assignment = ShortId(response.completion().assignment());
  const bool already = response.outcome() == RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED;
  context.Note(already
                   ? absl::StrCat("Assignment ", assignment, " was already completed: nothing was changed.")
                   : absl::StrCat("Recorded: assignment ", assignment, " is completed."));
  return absl::OkStatus();
}

struct ShowOptions {
  std::string id;
};

absl::Status Show(const ShowOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::GetCompletionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Completion(options.id));
  ASSIGN_OR_RETURN(const Completion completion,
                   context.client.Call<CompletionService>(&CompletionService::Stub::GetCompletion, request));
  context.AnswerOne(FullColumns(), completion);
  return absl::OkStatus();
}

struct VoidOptions {
  std::string id, reason, request_id;
};

absl::Status Void(const VoidOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::VoidCompletionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Completion(options.id));
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(const Completion completion,
                   SendChange<CompletionService>(&CompletionService::Stub::VoidCompletion, request,
                                                 options.request_id, context));
  context.AnswerOne(FullColumns(), completion);
  context.Note(absl::StrCat("Taken back: assignment ", ShortId(completion.assignment()), " is open again."));
  return absl::OkStatus();
}

struct ListOptions {
  std::string person, module, programme;
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListCompletionsRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(*request.mutable_person(), names.Person(options.person));
  ASSIGN_OR_RETURN(*request.mutable_module(), names.Module(options.module));
  ASSIGN_OR_RETURN(*request.mutable_programme(), names.Programme(options.programme));
  ASSIGN_OR_RETURN(const auto completions,
                   ListAll<CompletionService>(context, &CompletionService::Stub::ListCompletions, request,
                                              &v1::ListCompletionsResponse::completions, options.limit));
  context.AnswerList(Columns(), completions, "No completion.");
  return absl::OkStatus();
}

void AddRecord(Noun& noun) {
  Verb record = noun.AddVerb({"record", "Record that an assignment is done",
                              "completions record 01jd8y3kq4m2n --at 2026-11-20T09:30:00+01:00"});
  auto& options = record.Runs(RecordOne);
  record.Argument(options.assignment, "ASSIGNMENT", "Id, as assignments list shows it");
  record.Option(
      options.at, "--at", "TIME",
      "When it was done, by RFC 3339; a date means 12:00 UTC on it (or now, if that is sooner); now "
      "without it");
  record.Option(options.evidence, "--evidence", "TEXT", "Of what was done elsewhere");
  record.Number(options.revision, "--revision", "The module's revision that was seen; the latest without it");
  record.RequestId(options.request_id);
}

}  // namespace

void AddCompletions(CommandLine& line) {
  Noun noun = line.AddNoun("completions", "Who has done what");
  AddRecord(noun);

  AddImports(noun);

  Verb take_back = noun.AddVerb({"void", "Take a completion back; its assignment is open again",
                                 "completions void 01jd8y3kq4m2n --reason \"Fel person\""});
  auto& voided = take_back.Runs(Void);
  take_back.Argument(voided.id, "COMPLETION", "Id, as completions list shows it");
  take_back.Option(voided.reason, "--reason", "TEXT", "Why, for those who read it later", Need::kRequired);
  take_back.RequestId(voided.request_id);

  Verb show = noun.AddVerb({"show", "Show a completion", "completions show 01jd8y3kq4m2n"});
  show.Argument(show.Runs(Show).id, "COMPLETION", "Id, as completions list shows it");

  Verb list = noun.AddVerb({"list", "List completions", "completions list --module phishing --output csv"});
  auto& listed = list.Runs(List);
  list.Option(listed.person, "--person", "P", "Only of this person");
  list.Option(listed.module, "--module", "M", "Only of this module");
  list.Option(listed.programme, "--programme", "X", "Only of this programme");
  list.Limit(listed.limit);
}

}  // namespace nanolearn::cli
