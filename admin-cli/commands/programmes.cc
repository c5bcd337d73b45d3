#include "admin-cli/commands/programmes.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/audience_rule.h"
#include "admin-cli/context.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/programme_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Programme;
using v1::ProgrammeService;

Value AudienceOf(const Programme& programme) {
  std::vector<std::string> rules;
  for (const v1::AudienceRule& rule : programme.audience()) rules.push_back(FormatAudienceRule(rule));
  return rules;
}

// Rules have commas of their own, so each stands on a line of its own where a person reads them.
Value AudienceLines(const Programme& programme) {
  std::vector<Record> lines;
  for (const v1::AudienceRule& rule : programme.audience())
    lines.push_back({{{"rule", FormatAudienceRule(rule)}}});
  return lines;
}

const ColumnsOf<Programme>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Programme>{
      {{"programme", "Programme"}, [](const Programme& p) { return ShortId(p.name()); }},
      {{"name", "Name"}, [](const Programme& p) { return p.display_name(); }},
      {{"opens", "Opens", Type::kWhole}, [](const Programme& p) { return p.open_date(); }},
      {{"days", "Days", Type::kNumber}, [](const Programme& p) { return p.days_to_complete(); }},
      {{"people", "People", Type::kNumber}, [](const Programme& p) { return p.people(); }},
      {{"modules", "Modules"}, [](const Programme& p) { return ShortIds(p.modules()); }},
      {{"audience", "Audience", Type::kText, Shown::kNotInTable}, AudienceOf},
      {{"audience", "Audience", Type::kText, Shown::kInTable}, AudienceLines},
      {{"created", "Created", Type::kTime},
       [](const Programme& p) { return Instant(p.has_create_time(), p.create_time()); }}};
  return *kColumns;
}

struct CreateOptions {
  std::string id, name, opens, request_id;
  std::vector<std::string> modules, audience;
  int days = 0;
  bool dry_run = false;
};

absl::StatusOr<Programme> ProgrammeOf(const CreateOptions& options, const Names& names) {
  Programme programme;
  programme.set_display_name(options.name);
  programme.set_open_date(options.opens);
  programme.set_days_to_complete(options.days);
  for (const std::string& module : options.modules) {
    ASSIGN_OR_RETURN(*programme.add_modules(), names.Module(module));
  }
  for (const std::string& rule : options.audience) {
    ASSIGN_OR_RETURN(*programme.add_audience(), ParseAudienceRule(rule, names));
  }
  return programme;
}

absl::Status Create(const CreateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::CreateProgrammeRequest request;
  request.set_parent(names.parent());
  request.set_programme_id(options.id);
  ASSIGN_OR_RETURN(*request.mutable_programme(), ProgrammeOf(options, names));
  request.set_validate_only(options.dry_run);
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const Programme programme, context.client.Call<ProgrammeService>(
                                                  &ProgrammeService::Stub::CreateProgramme, request, kLong));
  context.AnswerOne(Columns(), programme);
  context.Note(options.dry_run ? kNothingChanged
                               : absl::StrCat("Started programme ", ShortId(programme.name()), " for ",
                                              programme.people(), " people."));
  return absl::OkStatus();
}

struct ListOptions {
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListProgrammesRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const auto programmes,
                   ListAll<ProgrammeService>(context, &ProgrammeService::Stub::ListProgrammes, request,
                                             &v1::ListProgrammesResponse::programmes, options.limit));
  context.AnswerList(Columns(), programmes,
                     "There is no programme. Start one with nanolearn programmes create.");
  return absl::OkStatus();
}

struct ShowOptions {
  std::string id;
};

absl::Status Show(const ShowOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::GetProgrammeRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Programme(options.id));
  ASSIGN_OR_RETURN(const Programme programme,
                   context.client.Call<ProgrammeService>(&ProgrammeService::Stub::GetProgramme, request));
  context.AnswerOne(Columns(), programme);
  return absl::OkStatus();
}

void AddCreate(Noun& noun) {
  Verb create = noun.AddVerb({"create", "Start a programme; everybody in its audience gets its modules",
                              "programmes create autumn --name \"Hösten 2026\" --module phishing \\\n"
                              "    --audience unit=G,kind=EMPLOYMENT,computer \\\n"
                              "    --audience unit=G,kind=MANDATE,kind=BOARD_SEAT \\\n"
                              "    --opens 2026-11-02 --days 30"});
  auto& options = create.Runs(Create);
  create.Argument(options.id, "ID", "1-40 of a-z, 0-9 and -");
  create.Option(options.name, "--name", "NAME", "What people call it", Need::kRequired);
  create.Options(options.modules, "--module", "M", "A module's id, in the order to take them",
                 Need::kRequired);
  create.Options(options.audience, "--audience", "RULE",
                 "unit=CODE,kind=KIND[,kind=KIND][,computer]: the unit and all below it", Need::kRequired);
  create.Option(options.opens, "--opens", "DATE", "The first day", Need::kRequired);
  create.Number(options.days, "--days", "Due this many days after opening", Need::kRequired);
  create.DryRun(options.dry_run);
  create.RequestId(options.request_id);
}

}  // namespace

void AddProgrammes(CommandLine& line) {
  Noun noun = line.AddNoun("programmes", "Modules for an audience on a calendar");
  AddCreate(noun);

  Verb list = noun.AddVerb({"list", "List the programmes", "programmes list"});
  list.Limit(list.Runs(List).limit);

  Verb show = noun.AddVerb({"show", "Show a programme", "programmes show autumn"});
  show.Argument(show.Runs(Show).id, "ID", "The programme");
}

}  // namespace nanolearn::cli
