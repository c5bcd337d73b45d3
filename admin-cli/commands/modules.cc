#include "admin-cli/commands/modules.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/module_source.h"
#include "admin-cli/commands/modules_lint.h"
#include "admin-cli/commands/modules_preview.h"
#include "admin-cli/commands/modules_show.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/module_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Module;
using v1::ModuleService;
using v1::PublishModuleResponse;

const ColumnsOf<Module>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Module>{
      {{"module", "Module"}, [](const Module& m) { return ShortId(m.name()); }},
      {{"name", "Name"}, [](const Module& m) { return m.display_name(); }},
      {{"kind", "Kind", Type::kEnum, Shown::kInData}, [](const Module& m) { return m.kind(); }},
      {{"minutes", "Minutes", Type::kNumber}, [](const Module& m) { return m.minutes(); }},
      {{"topics", "Topics"}, [](const Module& m) { return ListOf(m.topics()); }},
      {{"languages", "Languages"}, [](const Module& m) { return ListOf(m.languages()); }},
      {{"revision", "Revision", Type::kNumber}, [](const Module& m) { return m.revision(); }},
      {{"published", "Published", Type::kTime},
       [](const Module& m) { return Instant(m.has_publish_time(), m.publish_time()); }}};
  return *kColumns;
}

const ColumnsOf<PublishModuleResponse>& PublishColumns() {
  using R = PublishModuleResponse;
  static const auto* const kColumns = new ColumnsOf<R>{
      {{"module", "Module"}, [](const R& r) { return ShortId(r.module().name()); }},
      {{"name", "Name"}, [](const R& r) { return r.module().display_name(); }},
      {{"revision", "Revision", Type::kNumber}, [](const R& r) { return r.module().revision(); }},
      {{"changed", "Changed"}, [](const R& r) { return r.changed(); }}};
  return *kColumns;
}

struct PublishOptions {
  std::vector<std::string> folders;
  std::string ask_again, ask_from, request_id;
  bool dry_run = false;
};

absl::StatusOr<PublishModuleResponse> PublishOne(const std::string& folder, const PublishOptions& options,
                                                 const Names& names, Context& context) {
  ASSIGN_OR_RETURN(const ModuleFiles files, ReadModuleSource(folder));
  v1::PublishModuleRequest request;
  request.set_parent(names.parent());
  for (const auto& [path, content] : files) {
    v1::ModuleFile& file = *request.add_files();
    file.set_path(path);
    file.set_content(content);
  }
  request.set_validate_only(options.dry_run);
  if (!options.ask_again.empty()) {
    ASSIGN_OR_RETURN(const auto ask_again, ParseEnum<v1::PublishModuleRequest::AskAgain>(options.ask_again));
    request.set_ask_again(ask_again);
  }
  request.set_ask_date(options.ask_from);
  request.set_request_id(context.UseRequestId(options.request_id));
  return context.client.Call<ModuleService>(&ModuleService::Stub::PublishModule, request);
}

// Stops at the first folder that is refused. What was published before stays, and is nothing new next time.
absl::Status Publish(const PublishOptions& options, Context& context) {
  if (options.folders.size() > 1 && !options.request_id.empty()) {
    return UsageError("--request-id is for one folder at a time.");
  }
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  std::vector<PublishModuleResponse> published;
  Progress progress(context.err, context.environment, "Publishing", options.folders.size());
  absl::Status status;
  for (const std::string& folder : options.folders) {
    auto response = PublishOne(folder, options, names, context);
    if (!response.ok()) {
      status = response.status();
      context.Note(absl::StrCat("Could not publish ", folder, "."));
      break;
    }
    published.push_back(*std::move(response));
    progress.Set(published.size());
  }
  if (status.ok() || !published.empty()) context.Answer(TableOf(PublishColumns(), published));
  if (status.ok() && options.dry_run) context.Note(kNothingChanged);
  return status;
}

struct ListOptions {
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListModulesRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const auto modules,
                   ListAll<ModuleService>(context, &ModuleService::Stub::ListModules, request,
                                          &v1::ListModulesResponse::modules, options.limit));
  context.AnswerList(Columns(), modules, "There is no module. Bring one in with nanolearn modules publish.");
  return absl::OkStatus();
}

}  // namespace

void AddModules(CommandLine& line) {
  Noun noun = line.AddNoun("modules", "Lessons, policies and what is done elsewhere");

  Verb lint = noun.AddVerb({"lint", "Check folders, without a server", "modules lint phishing passwords"});
  lint.Arguments(lint.Runs(LintModules).folders, "FOLDER", "A module's folder");

  Verb preview = noun.AddVerb({"preview", "Show a folder in a browser as learners will see it, without a server",
                               "modules preview phishing --language en"});
  auto& previewed = preview.Runs(PreviewModule);
  preview.Argument(previewed.folder, "FOLDER", "A module's folder");
  preview.Option(previewed.language, "--language", "LANGUAGE", "For example sv; the module's first without it");
  preview.Number(previewed.port, "--port", "Of the address on this machine; 8423 without it");

  Verb publish = noun.AddVerb({"publish", "Publish folders; one that is the same as before changes nothing",
                               "modules publish phishing"});
  auto& published = publish.Runs(Publish);
  publish.Arguments(published.folders, "FOLDER", "A module's folder");
  publish.Option(
      published.ask_again, "--ask-again", "WHOM",
      "Ask for a policy again: all, or holders (who have acknowledged an earlier revision); nobody "
      "without it");
  publish.Option(published.ask_from, "--from", "DATE", "Ask again from this day; today without it");
  publish.DryRun(published.dry_run);
  publish.RequestId(published.request_id);

  Verb list = noun.AddVerb({"list", "List the modules", "modules list"});
  list.Limit(list.Runs(List).limit);

  Verb show = noun.AddVerb({"show", "Show a lesson's text", "modules show phishing --language en"});
  auto& shown = show.Runs(ShowModule);
  show.Argument(shown.id, "ID", "The module");
  show.Option(shown.language, "--language", "LANGUAGE", "For example sv; the module's first without it");
  show.Number(shown.revision, "--revision", "An earlier revision; the latest without it");
}

}  // namespace nanolearn::cli
