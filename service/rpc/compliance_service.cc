#include "service/rpc/compliance_service.h"

#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/compliance_converter.h"
#include "service/rpc/compliance_verify.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"
#include "service/rpc/watch_compliance.h"

namespace nanolearn::rpc {
namespace {

absl::StatusOr<v1::QueryComplianceResponse> Query(Operations& operations, const Caller& caller,
                                                  const v1::QueryComplianceRequest& request) {
  ComplianceQuery query;
  RETURN_IF_ERROR(ReadSubject(request, query));
  ASSIGN_OR_RETURN(query.as_of, ReadOptionalDate(request.as_of(), "as_of"));
  ASSIGN_OR_RETURN(query.group_by, ReadGrouping(request.group_by(), "group_by"));
  query.children_only = request.children_only();
  ASSIGN_OR_RETURN(const ComplianceReport report,
                   operations.compliance.Query(caller, query, ReadPage(request)));
  v1::QueryComplianceResponse response;
  response.set_as_of(FormatDate(report.as_of));
  for (const ComplianceRow& row : report.rows) *response.add_rows() = ToProto(row, query.organisation);
  *response.mutable_data_age() = ToProto(report.age);
  response.set_next_page_token(report.next_page_token);
  response.set_unreachable(report.unreachable);
  return response;
}

absl::StatusOr<v1::ComplianceTrend> Trend(Operations& operations, const Caller& caller,
                                          const v1::GetComplianceTrendRequest& request) {
  TrendQuery query;
  RETURN_IF_ERROR(ReadSubject(request, query));
  ASSIGN_OR_RETURN(query.period, ReadPeriod(request.period(), "period"));
  ASSIGN_OR_RETURN(query.to, ReadOptionalDate(request.to(), "to"));
  ASSIGN_OR_RETURN(query.from, ReadOptionalDate(request.from(), "from"));
  query.count = request.count();
  ASSIGN_OR_RETURN(const ComplianceTrend trend, operations.compliance.Trend(caller, query));
  v1::ComplianceTrend response;
  if (!trend.unit_code.empty()) response.set_unit(UnitName(query.organisation, trend.unit_code));
  response.set_unit_display_name(trend.unit_name);
  for (const ComplianceTrend::Point& point : trend.points) {
    v1::ComplianceTrendPoint* added = response.add_points();
    added->set_day(FormatDate(point.day));
    *added->mutable_figures() = ToProto(point.row, query.organisation);
  }
  *response.mutable_data_age() = ToProto(trend.age);
  return response;
}

absl::StatusOr<v1::ComplianceComparison> Compare(Operations& operations, const Caller& caller,
                                                 const v1::CompareComplianceRequest& request) {
  ComparisonQuery query;
  RETURN_IF_ERROR(ReadSubject(request, query));
  ASSIGN_OR_RETURN(query.from, ReadDate(request.from(), "from"));
  ASSIGN_OR_RETURN(query.to, ReadOptionalDate(request.to(), "to"));
  ASSIGN_OR_RETURN(const ComplianceComparison comparison, operations.compliance.Compare(caller, query));
  v1::ComplianceComparison response;
  response.set_from(FormatDate(comparison.from));
  response.set_to(FormatDate(comparison.to));
  *response.mutable_before() = ToProto(comparison.before, query.organisation);
  *response.mutable_after() = ToProto(comparison.after, query.organisation);
  for (const ComplianceChange& change : comparison.changes) *response.add_changes() = ToProto(change);
  *response.mutable_data_age() = ToProto(comparison.age);
  return response;
}

absl::StatusOr<v1::ListLatePeopleResponse> ListLate(Operations& operations, const Caller& caller,
                                                    const v1::ListLatePeopleRequest& request) {
  LateQuery query;
  RETURN_IF_ERROR(ReadSubject(request, query));
  ASSIGN_OR_RETURN(query.as_of, ReadOptionalDate(request.as_of(), "as_of"));
  ASSIGN_OR_RETURN(const LateList list, operations.compliance.Late(caller, query, ReadPage(request)));
  v1::ListLatePeopleResponse response;
  response.set_as_of(FormatDate(list.as_of));
  for (const LateRow& row : list.rows) *response.add_late() = ToProto(row, query.organisation, list.as_of);
  response.set_protected_left_out(list.protected_left_out);
  *response.mutable_data_age() = ToProto(list.age);
  response.set_next_page_token(list.next_page_token);
  return response;
}

absl::StatusOr<WeakQuery> Read(const v1::QueryWeakQuestionsRequest& request) {
  using Request = v1::QueryWeakQuestionsRequest;
  WeakQuery query;
  RETURN_IF_ERROR(ReadSubject(request, query));
  ASSIGN_OR_RETURN(query.from, ReadOptionalDate(request.from(), "from"));
  ASSIGN_OR_RETURN(query.to, ReadOptionalDate(request.to(), "to"));
  if (!Request::GroupBy_IsValid(request.group_by())) {
    return InvalidField("group_by", "has a value that this version of the server does not know");
  }
  query.by_topic = request.group_by() == Request::GROUP_BY_TOPIC;
  query.language = request.language();
  return query;
}

absl::StatusOr<v1::QueryWeakQuestionsResponse> WeakQuestions(Operations& operations, const Caller& caller,
                                                             const v1::QueryWeakQuestionsRequest& request) {
  ASSIGN_OR_RETURN(const WeakQuery query, Read(request));
  ASSIGN_OR_RETURN(const WeakReport report, operations.compliance.WeakQuestions(caller, query));
  v1::QueryWeakQuestionsResponse response;
  response.set_from(FormatDate(report.from));
  response.set_to(FormatDate(report.to));
  for (const WeakRow& row : report.rows) *response.add_questions() = ToProto(row, query.organisation);
  *response.mutable_data_age() = ToProto(report.age);
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
  grpc::ServerUnaryReactor* GetComplianceTrend(grpc::CallbackServerContext* context,
                                               const v1::GetComplianceTrendRequest* request,
                                               v1::ComplianceTrend* response) override {
    return Serve(backend_, context, request, response, Trend);
  }
  grpc::ServerUnaryReactor* CompareCompliance(grpc::CallbackServerContext* context,
                                              const v1::CompareComplianceRequest* request,
                                              v1::ComplianceComparison* response) override {
    return Serve(backend_, context, request, response, Compare);
  }
  grpc::ServerUnaryReactor* ListLatePeople(grpc::CallbackServerContext* context,
                                           const v1::ListLatePeopleRequest* request,
                                           v1::ListLatePeopleResponse* response) override {
    return Serve(backend_, context, request, response, ListLate);
  }
  grpc::ServerUnaryReactor* QueryWeakQuestions(grpc::CallbackServerContext* context,
                                               const v1::QueryWeakQuestionsRequest* request,
                                               v1::QueryWeakQuestionsResponse* response) override {
    return Serve(backend_, context, request, response, WeakQuestions);
  }
  grpc::ServerUnaryReactor* VerifyCompliance(grpc::CallbackServerContext* context,
                                             const v1::VerifyComplianceRequest* request,
                                             v1::VerifyComplianceResponse* response) override {
    return Serve(backend_, context, request, response, ::nanolearn::rpc::VerifyCompliance);
  }
  grpc::ServerUnaryReactor* RebuildCompliance(grpc::CallbackServerContext* context,
                                              const v1::RebuildComplianceRequest* request,
                                              v1::RebuildComplianceResponse* response) override {
    return Serve(backend_, context, request, response, ::nanolearn::rpc::RebuildCompliance);
  }
  grpc::ServerWriteReactor<v1::WatchComplianceResponse>* WatchCompliance(
      grpc::CallbackServerContext* context, const v1::WatchComplianceRequest* request) override {
    return watches_.Watch(context, *request);
  }

 private:
  const Backend backend_;
  ComplianceWatches watches_{backend_};
};

}  // namespace

std::unique_ptr<grpc::Service> MakeComplianceService(const Backend& backend) {
  return std::make_unique<ComplianceService>(backend);
}

}  // namespace nanolearn::rpc
