// Who has made a report can be erased; its files stay, and do not name them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ReportMakersTest, AreInNoFileOfTheReport) {
  TestServer server;
  TestClient admin = server.Admin();
  LoadDemo(admin);
  server.clock().SetDay(Date(2026, 12, 10));
  v1::CreateReportRequest request;
  request.set_parent(kAlvnas);
  request.mutable_report()->set_kind(v1::REPORT_KIND_BOARD);
  request.mutable_report()->set_period("2026-11");
  v1::Report report;
  const grpc::Status status =
      admin.Call(&v1::ReportService::Stub::CreateReport, *admin.reports, request, &report);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(report.created_by(), "first administrator") << "until they are erased";
  for (const v1::ReportFormat format : {v1::REPORT_FORMAT_HTML, v1::REPORT_FORMAT_CSV}) {
    v1::GetReportFileRequest get;
    get.set_name(report.name());
    get.set_format(format);
    v1::GetReportFileResponse file;
    ASSERT_TRUE(admin.Call(&v1::ReportService::Stub::GetReportFile, *admin.reports, get, &file).ok());
    EXPECT_THAT(file.content(), Not(HasSubstr("first administrator")));
  }
}

}  // namespace
}  // namespace nanolearn::testing
