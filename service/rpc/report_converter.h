#pragma once

#include "nanolearn/v1/report_service.pb.h"
#include "service/app/report_schedules.h"
#include "service/app/reports.h"

namespace nanolearn::rpc {

v1::Report ToProto(const ReportView& view, const std::string& organisation);
v1::ReportSchedule ToProto(const ScheduleView& view, const std::string& organisation);

absl::StatusOr<NewReport> Read(const v1::CreateReportRequest& request);
absl::StatusOr<NewSchedule> Read(const v1::SetReportScheduleRequest& request);
absl::StatusOr<ReportFormat> ReadReportFormat(v1::ReportFormat format, absl::string_view field);

}  // namespace nanolearn::rpc
