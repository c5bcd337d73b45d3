#include "service/rpc/unit_service.h"

#include "nanolearn/v1/unit_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

v1::Unit ToProto(const UnitView& view, const std::string& organisation) {
  v1::Unit proto;
  proto.set_name(UnitName(organisation, view.unit.code));
  proto.set_code(view.unit.code);
  proto.set_display_name(view.unit.name);
  proto.set_type(ToProto(view.unit.type));
  if (!view.parent_code.empty()) proto.set_parent(UnitName(organisation, view.parent_code));
  proto.set_depth(view.depth);
  proto.set_valid_from(FirstDay(view.unit.valid));
  proto.set_valid_until(LastDay(view.unit.valid));
  return proto;
}

absl::StatusOr<v1::Unit> Get(Operations& operations, const Caller& caller,
                             const v1::GetUnitRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.name(), "units", "name"));
  ASSIGN_OR_RETURN(const std::optional<Date> date, ReadOptionalDate(request.date(), "date"));
  ASSIGN_OR_RETURN(const UnitView view, operations.units.Get(caller, name.organisation, name.id, date));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::ListUnitsResponse> List(Operations& operations, const Caller& caller,
                                           const v1::ListUnitsRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const std::optional<Date> date, ReadOptionalDate(request.date(), "date"));
  ASSIGN_OR_RETURN(const UnitList list, operations.units.List(caller, organisation, date, ReadPage(request)));
  v1::ListUnitsResponse response;
  for (const UnitView& view : list.units) *response.add_units() = ToProto(view, organisation);
  response.set_next_page_token(list.next_page_token);
  return response;
}

v1::ImportUnitsResponse ToProto(const UnitImportResult& result, const std::string& file_name) {
  v1::ImportUnitsResponse response;
  response.set_added(result.added);
  response.set_changed(result.changed);
  response.set_closed(result.closed);
  response.set_unchanged(result.unchanged);
  const auto warn = [&](const char* reason, const std::string& message) {
    v1::RowProblem* problem = response.add_problems();
    problem->set_severity(v1::RowProblem::SEVERITY_WARNING);
    problem->set_file(file_name);
    problem->set_reason(reason);
    problem->set_message(message);
  };
  if (!result.refusal.empty()) warn("MANY_UNITS_CLOSED", result.refusal);
  for (const std::string& warning : result.warnings) warn("UNIT_CLOSED_WITH_PEOPLE", warning);
  return response;
}

absl::StatusOr<v1::ImportUnitsResponse> Import(Operations& operations, const Caller& caller,
                                               const v1::ImportUnitsRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const std::optional<Date> effective,
                   ReadOptionalDate(request.effective_date(), "effective_date"));
  ASSIGN_OR_RETURN(const UnitImportResult result,
                   operations.units.Import(caller, {.organisation = organisation,
                                                    .content = request.content(),
                                                    .file_name = request.file_name(),
                                                    .effective = effective,
                                                    .replay = request.replay(),
                                                    .close_many = request.close_many(),
                                                    .validate_only = request.validate_only(),
                                                    .request_id = request.request_id()}));
  return ToProto(result, request.file_name());
}

class UnitService final : public v1::UnitService::CallbackService {
 public:
  explicit UnitService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* GetUnit(grpc::CallbackServerContext* context, const v1::GetUnitRequest* request,
                                    v1::Unit* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListUnits(grpc::CallbackServerContext* context,
                                      const v1::ListUnitsRequest* request,
                                      v1::ListUnitsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* ImportUnits(grpc::CallbackServerContext* context,
                                        const v1::ImportUnitsRequest* request,
                                        v1::ImportUnitsResponse* response) override {
    return Serve(backend_, context, request, response, Import);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeUnitService(const Backend& backend) {
  return std::make_unique<UnitService>(backend);
}

}  // namespace nanolearn::rpc
