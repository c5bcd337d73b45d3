#include "service/rpc/compliance_service.h"

#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

v1::AssignmentCounts ToProto(const AssignmentCounts& counts) {
  v1::AssignmentCounts proto;
  proto.set_assigned(counts.assigned);
  proto.set_completed(counts.completed);
  proto.set_completed_late(counts.completed_late);
  proto.set_overdue(counts.overdue);
  proto.set_not_yet_due(counts.not_yet_due);
  proto.set_waived(counts.waived);
  proto.set_paused(counts.paused);
  return proto;
}

void SetCounts(const ComplianceCounts& counts, v1::ComplianceRow& proto) {
  proto.set_people(counts.people);
  proto.set_employees(counts.employees);
  proto.set_elected(counts.elected);
  proto.set_required(counts.required);
  proto.set_completed(counts.completed);
  proto.set_overdue(counts.overdue);
  // A rate of nothing is none: neither 0 % nor 100 %.
  if (counts.required > 0) {
    proto.set_completion_rate(static_cast<double>(counts.completed) / counts.required);
  }
  *proto.mutable_assignments() = ToProto(counts.assignments);
}

v1::ComplianceRow ToProto(const ComplianceRow& row, const std::string& organisation) {
  v1::ComplianceRow proto;
  proto.set_unit(UnitName(organisation, row.unit_code));
  proto.set_unit_display_name(row.unit_name);
  proto.set_unit_type(ToProto(row.unit_type));
  proto.set_depth(row.depth);
  if (row.kind) proto.set_kind(ToProto(*row.kind));
  if (!row.module.empty()) proto.set_module(ResourceName(organisation, "modules", row.module));
  proto.set_module_display_name(row.module_name);
  SetCounts(row.counts, proto);
  return proto;
}

v1::DataAge DataAgeOf(const ComplianceReport& report) {
  v1::DataAge proto;
  for (const Source& source : report.sources) {
    v1::DataAge::Source* added = proto.add_sources();
    added->set_source(source.name);
    if (source.last_effective) added->set_effective_date(FormatDate(*source.last_effective));
    if (source.last_sync_time != absl::InfinitePast()) {
      *added->mutable_sync_time() = ToProto(source.last_sync_time);
    }
  }
  if (report.last_completion) *proto.mutable_last_completion_time() = ToProto(*report.last_completion);
  return proto;
}

absl::StatusOr<ComplianceQuery> Read(const v1::QueryComplianceRequest& request) {
  ComplianceQuery query;
  ASSIGN_OR_RETURN(query.organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(query.as_of, ReadOptionalDate(request.as_of(), "as_of"));
  ASSIGN_OR_RETURN(query.unit_code, ParseNameIn(query.organisation, request.unit(), "units", "unit"));
  ASSIGN_OR_RETURN(query.group_by, ReadGrouping(request.group_by(), "group_by"));
  ASSIGN_OR_RETURN(query.programme,
                   ParseNameIn(query.organisation, request.programme(), "programmes", "programme"));
  ASSIGN_OR_RETURN(query.module, ParseNameIn(query.organisation, request.module(), "modules", "module"));
  return query;
}

absl::StatusOr<v1::QueryComplianceResponse> Query(Operations& operations, const Caller& caller,
                                                  const v1::QueryComplianceRequest& request) {
  ASSIGN_OR_RETURN(const ComplianceQuery query, Read(request));
  ASSIGN_OR_RETURN(const ComplianceReport report,
                   operations.compliance.Query(caller, query, ReadPage(request)));
  v1::QueryComplianceResponse response;
  response.set_as_of(FormatDate(report.as_of));
  for (const ComplianceRow& row : report.rows) *response.add_rows() = ToProto(row, query.organisation);
  *response.mutable_data_age() = DataAgeOf(report);
  response.set_next_page_token(report.next_page_token);
  return response;
}

class ComplianceService final : public v1::ComplianceService::CallbackService {
 public:
  explicit ComplianceService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* QueryCompliance(grpc::CallbackServerContext* context,
                                            const v1::QueryComplianceRequest* request,
                                            v1::QueryComplianceResponse* response) override {
    return Serve(backend_, context, request, response, Query);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeComplianceService(const Backend& backend) {
  return std::make_unique<ComplianceService>(backend);
}

}  // namespace nanolearn::rpc
