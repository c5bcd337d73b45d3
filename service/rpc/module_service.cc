#include "service/rpc/module_service.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "nanolearn/v1/module_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

v1::Module ToProto(const ModuleSummary& module, const std::string& organisation) {
  v1::Module proto;
  proto.set_name(ResourceName(organisation, "modules", module.slug));
  proto.set_display_name(module.display_name);
  proto.set_kind(module.kind);
  proto.set_minutes(module.minutes);
  proto.mutable_topics()->Assign(module.topics.begin(), module.topics.end());
  proto.mutable_languages()->Assign(module.languages.begin(), module.languages.end());
  proto.set_revision(module.revision);
  *proto.mutable_publish_time() = ToProto(module.publish_time);
  return proto;
}

v1::ModuleRevision ToProto(const ModuleRevisionView& view, const std::string& organisation) {
  v1::ModuleRevision proto;
  *proto.mutable_module() = ToProto(view.module, organisation);
  proto.set_name(absl::StrCat(proto.module().name(), "/revisions/", view.module.revision));
  proto.set_checksum(view.module.checksum);
  for (const ModuleTextView& text : view.texts) {
    v1::ModuleText* added = proto.add_texts();
    added->set_language(text.language);
    added->set_title(text.title);
    added->set_markdown(text.markdown);
    added->set_plain(text.plain);
  }
  return proto;
}

struct RevisionName {
  std::string organisation;
  std::string slug;
  int number = 0;  // 0: the latest
};

absl::StatusOr<RevisionName> ReadRevisionName(const std::string& name) {
  const absl::Status malformed = InvalidField(
      "name", "is written organisations/ID/modules/ID/revisions/NUMBER, where NUMBER may be latest");
  const absl::StatusOr<ParsedName> module = ParseName(name, "modules", "name");
  if (!module.ok()) return malformed;
  const std::vector<std::string> parts = absl::StrSplit(module->id, '/');
  if (parts.size() != 3 || parts[0].empty() || parts[1] != "revisions") return malformed;
  RevisionName revision{module->organisation, parts[0]};
  if (parts[2] == "latest") return revision;
  if (!absl::SimpleAtoi(parts[2], &revision.number) || revision.number < 1) return malformed;
  return revision;
}

absl::StatusOr<v1::Module> Get(Operations& operations, const Caller& caller,
                               const v1::GetModuleRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.name(), "modules", "name"));
  ASSIGN_OR_RETURN(const ModuleSummary module, operations.modules.Get(caller, name.organisation, name.id));
  return ToProto(module, name.organisation);
}

absl::StatusOr<v1::ListModulesResponse> List(Operations& operations, const Caller& caller,
                                             const v1::ListModulesRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const ModuleList list, operations.modules.List(caller, organisation, ReadPage(request)));
  v1::ListModulesResponse response;
  for (const ModuleSummary& module : list.modules) *response.add_modules() = ToProto(module, organisation);
  response.set_next_page_token(list.next_page_token);
  return response;
}

absl::StatusOr<v1::ModuleRevision> GetRevision(Operations& operations, const Caller& caller,
                                               const v1::GetModuleRevisionRequest& request) {
  ASSIGN_OR_RETURN(const RevisionName name, ReadRevisionName(request.name()));
  ASSIGN_OR_RETURN(const ModuleRevisionView view,
                   operations.modules.GetRevision(caller, name.organisation, name.slug, name.number));
  return ToProto(view, name.organisation);
}

absl::StatusOr<ModuleFiles> ReadFiles(const v1::PublishModuleRequest& request) {
  ModuleFiles files;
  for (int i = 0; i < request.files_size(); ++i) {
    const v1::ModuleFile& file = request.files(i);
    if (!files.emplace(file.path(), file.content()).second) {
      return InvalidField(absl::StrCat("files[", i, "].path"), "is the path of an earlier file too");
    }
  }
  return files;
}

absl::StatusOr<AskAgain> ReadAskAgain(v1::PublishModuleRequest::AskAgain ask_again) {
  switch (ask_again) {
    case v1::PublishModuleRequest::ASK_AGAIN_UNSPECIFIED:
      return AskAgain::kNobody;
    case v1::PublishModuleRequest::ASK_AGAIN_ALL:
      return AskAgain::kAll;
    case v1::PublishModuleRequest::ASK_AGAIN_HOLDERS:
      return AskAgain::kHolders;
    default:
      return InvalidField("ask_again", "has a value that this version of the server does not know");
  }
}

absl::StatusOr<v1::PublishModuleResponse> Publish(Operations& operations, const Caller& caller,
                                                  const v1::PublishModuleRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(ModuleFiles files, ReadFiles(request));
  ASSIGN_OR_RETURN(const AskAgain ask_again, ReadAskAgain(request.ask_again()));
  ASSIGN_OR_RETURN(const std::optional<Date> ask_date, ReadOptionalDate(request.ask_date(), "ask_date"));
  ASSIGN_OR_RETURN(const ModulePublicationResult result,
                   operations.modules.Publish(caller, {.organisation = organisation,
                                                       .files = std::move(files),
                                                       .validate_only = request.validate_only(),
                                                       .request_id = request.request_id(),
                                                       .ask_again = ask_again,
                                                       .ask_date = ask_date}));
  v1::PublishModuleResponse response;
  *response.mutable_module() = ToProto(result.module, organisation);
  response.set_changed(result.changed);
  return response;
}

class ModuleService final : public v1::ModuleService::CallbackService {
 public:
  explicit ModuleService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* GetModule(grpc::CallbackServerContext* context,
                                      const v1::GetModuleRequest* request, v1::Module* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListModules(grpc::CallbackServerContext* context,
                                        const v1::ListModulesRequest* request,
                                        v1::ListModulesResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* GetModuleRevision(grpc::CallbackServerContext* context,
                                              const v1::GetModuleRevisionRequest* request,
                                              v1::ModuleRevision* response) override {
    return Serve(backend_, context, request, response, GetRevision);
  }
  grpc::ServerUnaryReactor* PublishModule(grpc::CallbackServerContext* context,
                                          const v1::PublishModuleRequest* request,
                                          v1::PublishModuleResponse* response) override {
    return Serve(backend_, context, request, response, Publish);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeModuleService(const Backend& backend) {
  return std::make_unique<ModuleService>(backend);
}

}  // namespace nanolearn::rpc
