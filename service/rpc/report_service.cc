#include "service/rpc/report_service.h"

#include "nanolearn/v1/report_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/report_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

absl::StatusOr<v1::Report> Create(Operations& operations, const Caller& caller,
                                  const v1::CreateReportRequest& request) {
  ASSIGN_OR_RETURN(const NewReport report, Read(request));
  ASSIGN_OR_RETURN(const ReportView view, operations.reports.Create(caller, report));
  return ToProto(view, report.organisation);
}

absl::StatusOr<v1::Report> Get(Operations& operations, const Caller& caller,
                               const v1::GetReportRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "reports", "name"));
  ASSIGN_OR_RETURN(const ReportView view, operations.reports.Get(caller, name.organisation, name.id));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::ListReportsResponse> List(Operations& operations, const Caller& caller,
                                             const v1::ListReportsRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const ReportList list, operations.reports.List(caller, organisation, ReadPage(request)));
  v1::ListReportsResponse response;
  for (const ReportView& view : list.reports) *response.add_reports() = ToProto(view, organisation);
  response.set_next_page_token(list.next_page_token);
  return response;
}

absl::StatusOr<v1::GetReportFileResponse> GetFile(Operations& operations, const Caller& caller,
                                                  const v1::GetReportFileRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "reports", "name"));
  ASSIGN_OR_RETURN(const ReportFormat format, ReadReportFormat(request.format(), "format"));
  ASSIGN_OR_RETURN(ReportFile file, operations.reports.GetFile(caller, name.organisation, name.id, format));
  v1::GetReportFileResponse response;
  response.set_file_name(file.name);
  response.set_content(std::move(file.content));
  return response;
}

absl::StatusOr<v1::ReportSchedule> SetSchedule(Operations& operations, const Caller& caller,
                                               const v1::SetReportScheduleRequest& request) {
  ASSIGN_OR_RETURN(const NewSchedule schedule, Read(request));
  ASSIGN_OR_RETURN(const ScheduleView view, operations.report_schedules.Set(caller, schedule));
  return ToProto(view, schedule.organisation);
}

absl::StatusOr<v1::ListReportSchedulesResponse> ListSchedules(Operations& operations, const Caller& caller,
                                                              const v1::ListReportSchedulesRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const auto views, operations.report_schedules.List(caller, organisation));
  v1::ListReportSchedulesResponse response;
  for (const ScheduleView& view : views) *response.add_schedules() = ToProto(view, organisation);
  return response;
}

absl::StatusOr<v1::DeleteReportScheduleResponse> DeleteSchedule(
    Operations& operations, const Caller& caller, const v1::DeleteReportScheduleRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.name(), "reportSchedules", "name"));
  RETURN_IF_ERROR(operations.report_schedules.Delete(caller, name.organisation, name.id, request.request_id()));
  return v1::DeleteReportScheduleResponse();
}

class ReportService final : public v1::ReportService::CallbackService {
 public:
  explicit ReportService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* CreateReport(grpc::CallbackServerContext* context,
                                         const v1::CreateReportRequest* request,
                                         v1::Report* response) override {
    return Serve(backend_, context, request, response, Create);
  }
  grpc::ServerUnaryReactor* GetReport(grpc::CallbackServerContext* context,
                                      const v1::GetReportRequest* request, v1::Report* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListReports(grpc::CallbackServerContext* context,
                                        const v1::ListReportsRequest* request,
                                        v1::ListReportsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* GetReportFile(grpc::CallbackServerContext* context,
                                          const v1::GetReportFileRequest* request,
                                          v1::GetReportFileResponse* response) override {
    return Serve(backend_, context, request, response, GetFile);
  }
  grpc::ServerUnaryReactor* SetReportSchedule(grpc::CallbackServerContext* context,
                                              const v1::SetReportScheduleRequest* request,
                                              v1::ReportSchedule* response) override {
    return Serve(backend_, context, request, response, SetSchedule);
  }
  grpc::ServerUnaryReactor* ListReportSchedules(grpc::CallbackServerContext* context,
                                                const v1::ListReportSchedulesRequest* request,
                                                v1::ListReportSchedulesResponse* response) override {
    return Serve(backend_, context, request, response, ListSchedules);
  }
  grpc::ServerUnaryReactor* DeleteReportSchedule(grpc::CallbackServerContext* context,
                                                 const v1::DeleteReportScheduleRequest* request,
                                                 v1::DeleteReportScheduleResponse* response) override {
    return Serve(backend_, context, request, response, DeleteSchedule);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeReportService(const Backend& backend) {
  return std::make_unique<ReportService>(backend);
}

}  // namespace nanolearn::rpc
