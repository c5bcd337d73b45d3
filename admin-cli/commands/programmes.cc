#include "admin-cli/commands/programmes.h"

#include "admin-cli/arguments.h"
#include "admin-cli/commands/programme_output.h"
#include "admin-cli/commands/programmes_change.h"
#include "admin-cli/commands/programmes_preview.h"
#include "admin-cli/context.h"
#include "admin-cli/paging.h"
#include "nanolearn/v1/programme_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Programme;
using v1::ProgrammeService;

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
  context.AnswerList(BriefProgrammeColumns(), programmes,
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
  context.AnswerOne(FullProgrammeColumns(), programme);
  return absl::OkStatus();
}

void AddPreview(Noun& noun) {
  Verb preview = noun.AddVerb({"preview", "Who would take part, and when; changes nothing",
                               "programmes preview --file autumn.toml --who"});
  auto& options = preview.Runs(PreviewProgramme);
  preview.Argument(options.id, "ID", "A programme that exists", Need::kOptional);
  preview.Option(options.file, "--file", "FILE", "A programme in TOML");
  preview.Option(options.date, "--date", "DATE", "On this day; today or the first day without it");
  preview.Flag(options.who, "--who", "List the people");
  preview.Limit(options.limit);
}

void AddExplain(Noun& noun) {
  Verb explain = noun.AddVerb({"explain", "Why somebody is in the audience or not",
                               "programmes explain autumn --person personal:100234"});
  auto& options = explain.Runs(ExplainAudience);
  explain.Argument(options.id, "ID", "A programme that exists", Need::kOptional);
  explain.Option(options.file, "--file", "FILE", "A programme in TOML");
  explain.Option(options.person, "--person", "P", "Id, e-mail address or SOURCE:KEY", Need::kRequired);
  explain.Option(options.date, "--date", "DATE", "On this day; today without it");
}

}  // namespace

void AddProgrammes(CommandLine& line) {
  Noun noun = line.AddNoun("programmes", "Modules for an audience on a calendar");
  AddProgrammeChanges(noun);
  AddPreview(noun);
  AddExplain(noun);

  Verb list = noun.AddVerb({"list", "List the programmes", "programmes list"});
  list.Limit(list.Runs(List).limit);

  Verb show = noun.AddVerb({"show", "Show a programme", "programmes show autumn"});
  show.Argument(show.Runs(Show).id, "ID", "The programme");
}

}  // namespace nanolearn::cli
