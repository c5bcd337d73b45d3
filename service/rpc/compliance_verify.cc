#include "service/rpc/compliance_verify.h"

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

v1::KeptFigures FiguresToProto(const Figures& figures) {
  v1::KeptFigures proto;
  proto.set_people(figures.people);
  proto.set_required(figures.required);
  proto.set_completed(figures.completed);
  proto.set_overdue(figures.overdue);
  proto.set_waived(figures.waived);
  proto.set_paused(figures.paused);
  v1::AssignmentCounts& assignments = *proto.mutable_assignments();
  assignments.set_assigned(figures.assignments.assigned);
  assignments.set_completed(figures.assignments.completed);
  assignments.set_completed_late(figures.assignments.completed_late);
  assignments.set_overdue(figures.assignments.overdue);
  assignments.set_not_yet_due(figures.assignments.not_yet_due);
  assignments.set_waived(figures.assignments.waived);
  assignments.set_paused(figures.assignments.paused);
  return proto;
}

v1::FigureDifference DifferenceToProto(const FigureDifference& difference, const std::string& organisation) {
  v1::FigureDifference proto;
  proto.set_unit(UnitName(organisation, difference.unit_code));
  if (!difference.programme.empty()) {
    proto.set_programme(ResourceName(organisation, "programmes", difference.programme));
  }
  if (!difference.module.empty()) {
    proto.set_module(ResourceName(organisation, "modules", difference.module));
  }
  for (const EngagementKind kind : difference.kinds) proto.add_kinds(ToProto(kind));
  proto.set_day(FormatDate(difference.day));
  *proto.mutable_kept() = FiguresToProto(difference.kept);
  *proto.mutable_counted() = FiguresToProto(difference.counted);
  return proto;
}

}  // namespace

absl::StatusOr<v1::VerifyComplianceResponse> VerifyCompliance(Operations& operations, const Caller& caller,
                                                              const v1::VerifyComplianceRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  std::vector<Date> days;
  for (int i = 0; i < request.days_size(); ++i) {
    ASSIGN_OR_RETURN(const Date day, ReadDate(request.days(i), absl::StrCat("days[", i, "]")));
    days.push_back(day);
  }
  ASSIGN_OR_RETURN(const ComplianceVerdict verdict,
                   operations.compliance_verifier.Verify(caller, organisation, std::move(days)));
  v1::VerifyComplianceResponse response;
  for (const Date day : verdict.days) response.add_days(FormatDate(day));
  response.set_compared(verdict.compared);
  response.set_difference_count(verdict.differences);
  for (const FigureDifference& difference : verdict.some_of_them) {
    *response.add_differences() = DifferenceToProto(difference, organisation);
  }
  return response;
}

absl::StatusOr<v1::RebuildComplianceResponse> RebuildCompliance(Operations& operations, const Caller& caller,
                                                                const v1::RebuildComplianceRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const FigureRebuild::Progress progress,
                   operations.figure_rebuild.Start(caller, organisation, request.request_id()));
  v1::RebuildComplianceResponse response;
  response.set_done(progress.done);
  response.set_people_left(progress.people_left);
  return response;
}

}  // namespace nanolearn::rpc
