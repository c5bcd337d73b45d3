#include "admin-cli/commands/sources.h"

#include "admin-cli/arguments.h"
#include "admin-cli/commands/source_output.h"
#include "admin-cli/commands/sources_set.h"
#include "admin-cli/context.h"
#include "nanolearn/v1/source_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::SourceService;

absl::Status List(Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListSourcesRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const v1::ListSourcesResponse response,
                   context.client.Call<SourceService>(&SourceService::Stub::ListSources, request));
  context.AnswerList(BriefSourceColumns(), response.sources(),
                     "There is no source. The first nanolearn people sync --source NAME makes one.");
  return absl::OkStatus();
}

struct ShowOptions {
  std::string source;
};

absl::Status Show(const ShowOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::GetSourceRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Source(options.source));
  ASSIGN_OR_RETURN(const v1::GetSourceResponse response,
                   context.client.Call<SourceService>(&SourceService::Stub::GetSource, request));
  context.AnswerOne(FullSourceColumns(), response.source());
  return absl::OkStatus();
}

}  // namespace

void AddSources(CommandLine& line) {
  Noun noun = line.AddNoun("sources", "Where staff lists come from, and when one is held");

  noun.AddVerb({"list", "List the sources, the oldest first", "sources list"}).Does(List);

  Verb show = noun.AddVerb({"show", "Show a source and its settings", "sources show hr"});
  show.Argument(show.Runs(Show).source, "SOURCE", "Its name");

  AddSourcesSet(noun);
}

}  // namespace nanolearn::cli
