#include "service/rpc/programme_service.h"

#include "absl/strings/str_cat.h"
#include "nanolearn/v1/programme_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

v1::Programme ToProto(const ProgrammeView& view, const std::string& organisation) {
  v1::Programme proto;
  proto.set_name(ResourceName(organisation, "programmes", view.programme.slug));
  proto.set_display_name(view.programme.display_name);
  for (const std::string& module : view.modules) {
    proto.add_modules(ResourceName(organisation, "modules", module));
  }
  for (const AudienceRuleView& rule : view.audience) {
    v1::AudienceRule* added = proto.add_audience();
    added->set_unit(UnitName(organisation, rule.unit_code));
    for (const EngagementKind kind : rule.kinds) added->add_kinds(ToProto(kind));
    added->set_requires_computer(rule.requires_computer);
  }
  proto.set_open_date(FormatDate(view.programme.open_date));
  proto.set_days_to_complete(view.programme.days_to_complete);
  *proto.mutable_create_time() = ToProto(view.programme.create_time);
  proto.set_people(view.people);
  return proto;
}

absl::StatusOr<AudienceRuleView> ReadRule(const v1::AudienceRule& rule, const std::string& organisation,
                                          const std::string& field) {
  AudienceRuleView view{.requires_computer = rule.requires_computer()};
  ASSIGN_OR_RETURN(view.unit_code,
                   ReadNameIn(organisation, rule.unit(), "units", absl::StrCat(field, ".unit")));
  for (int i = 0; i < rule.kinds_size(); ++i) {
    ASSIGN_OR_RETURN(const EngagementKind kind,
                     ReadKind(rule.kinds(i), absl::StrCat(field, ".kinds[", i, "]")));
    view.kinds.push_back(kind);
  }
  return view;
}

absl::StatusOr<NewProgramme> Read(const v1::CreateProgrammeRequest& request) {
  const v1::Programme& wanted = request.programme();
  NewProgramme programme{.slug = request.programme_id(),
                         .display_name = wanted.display_name(),
                         .days_to_complete = wanted.days_to_complete(),
                         .validate_only = request.validate_only(),
                         .request_id = request.request_id()};
  ASSIGN_OR_RETURN(programme.organisation, ParseOrganisationName(request.parent(), "parent"));
  for (int i = 0; i < wanted.modules_size(); ++i) {
    ASSIGN_OR_RETURN(std::string module, ReadNameIn(programme.organisation, wanted.modules(i), "modules",
                                                    absl::StrCat("programme.modules[", i, "]")));
    programme.modules.push_back(std::move(module));
  }
  for (int i = 0; i < wanted.audience_size(); ++i) {
    ASSIGN_OR_RETURN(AudienceRuleView rule, ReadRule(wanted.audience(i), programme.organisation,
                                                     absl::StrCat("programme.audience[", i, "]")));
    programme.audience.push_back(std::move(rule));
  }
  ASSIGN_OR_RETURN(programme.open_date, ReadDate(wanted.open_date(), "programme.open_date"));
  return programme;
}

absl::StatusOr<v1::Programme> Create(Operations& operations, const Caller& caller,
                                     const v1::CreateProgrammeRequest& request) {
  ASSIGN_OR_RETURN(const NewProgramme programme, Read(request));
  ASSIGN_OR_RETURN(const ProgrammeView created, operations.programmes.Create(caller, programme));
  v1::Programme response = ToProto(created, programme.organisation);
  if (programme.validate_only) response.clear_create_time();
  return response;
}

absl::StatusOr<v1::Programme> Get(Operations& operations, const Caller& caller,
                                  const v1::GetProgrammeRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.name(), "programmes", "name"));
  ASSIGN_OR_RETURN(const ProgrammeView view, operations.programmes.Get(caller, name.organisation, name.id));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::ListProgrammesResponse> List(Operations& operations, const Caller& caller,
                                                const v1::ListProgrammesRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const ProgrammeList list,
                   operations.programmes.List(caller, organisation, ReadPage(request)));
  v1::ListProgrammesResponse response;
  for (const ProgrammeView& view : list.programmes) {
    *response.add_programmes() = ToProto(view, organisation);
  }
  response.set_next_page_token(list.next_page_token);
  return response;
}

class ProgrammeService final : public v1::ProgrammeService::CallbackService {
 public:
  explicit ProgrammeService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* CreateProgramme(grpc::CallbackServerContext* context,
                                            const v1::CreateProgrammeRequest* request,
                                            v1::Programme* response) override {
    return Serve(backend_, context, request, response, Create);
  }
  grpc::ServerUnaryReactor* GetProgramme(grpc::CallbackServerContext* context,
                                         const v1::GetProgrammeRequest* request,
                                         v1::Programme* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListProgrammes(grpc::CallbackServerContext* context,
                                           const v1::ListProgrammesRequest* request,
                                           v1::ListProgrammesResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeProgrammeService(const Backend& backend) {
  return std::make_unique<ProgrammeService>(backend);
}

}  // namespace nanolearn::rpc
