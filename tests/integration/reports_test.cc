// Reports are made once and kept; their figures are those of QueryCompliance.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/jobs/report_job.h"
#include "service/reports/renderer.h"
#include "service/storage/mysql/mysql_store.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

using grpc::StatusCode;
using Json = nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using Stub = v1::ReportService::Stub;

// Fails with the reports of one unit.
class FailingRenderer : public ReportRenderer {
 public:
  explicit FailingRenderer(const std::string& unit_code) : unit_code_(unit_code) {}
  absl::StatusOr<std::vector<ReportFile>> Render(const ReportContent& content) const override {
    if (content.parameters.unit_code == unit_code_) return absl::InternalError("a template is broken");
    return renderer_.Render(content);
  }
  absl::StatusOr<Mail> Announce(const ReportContent& content) const override {
    return renderer_.Announce(content);
  }

 private:
  const reports::Renderer renderer_{{.program = "/nowhere/weasyprint"}};
  const std::string unit_code_;
};

// One more server on the database, with nothing but the job.
class ReportReplica {
 public:
  ReportReplica(const mysql::ConnectionOptions& database, const Clock& clock,
          const ReportRenderer* renderer = nullptr)
      : store_(*mysql::MysqlStore::Open(database)),
        ids_(clock),
        env_{*store_, clock, ids_, key_, renderer == nullptr ? &renderer_ : renderer} {}

  void Run() {
    log_.Begin();
    job_.Run({}, log_);
    log_.End();
  }

  // What the log of jobs says.
  std::string Error() {
    std::string error;
    EXPECT_TRUE(store_
                    ->Read([&](const ReadTransaction& tx) {
                      for (const Job& job : tx.jobs().List()) {
                        if (job.server == "replica") error = job.last_error;
                      }
                      return absl::OkStatus();
                    })
                    .ok());
    return error;
  }

 private:
  const reports::Renderer renderer_{{.program = "/nowhere/weasyprint"}};
  KeyRing key_{std::string(32, 'k')};
  std::unique_ptr<Store> store_;
  IdGenerator ids_;
  Environment env_;
  ReportJob job_{env_};
  JobLog log_{env_, "reports", "replica"};
};

class ReportsTest : public ::testing::Test {
 protected:
  ReportsTest() : admin_(server_.Admin()) {
    LoadDemo(admin_);
    server_.clock().SetDay(Date(2026, 12, 10));
  }

  static v1::CreateReportRequest Board(const std::string& unit, const std::string& period) {
    v1::CreateReportRequest request;
    request.set_parent(kAlvnas);
    request.mutable_report()->set_kind(v1::REPORT_KIND_BOARD);
    if (!unit.empty()) request.mutable_report()->set_unit(absl::StrCat(kAlvnas, "/units/", unit));
    request.mutable_report()->set_period(period);
    return request;
  }

  grpc::Status Create(const TestClient& client, const v1::CreateReportRequest& request, v1::Report* report) {
    return client.Call(&Stub::CreateReport, *client.reports, request, report);
  }

  v1::Report Made(const v1::CreateReportRequest& request) {
    v1::Report report;
    const grpc::Status status = Create(admin_, request, &report);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return report;
  }

  std::string FileOf(const v1::Report& report, v1::ReportFormat format) {
    v1::GetReportFileRequest request;
    request.set_name(report.name());
    request.set_format(format);
    v1::GetReportFileResponse response;
    const grpc::Status status = admin_.Call(&Stub::GetReportFile, *admin_.reports, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.content();
  }

  Json ContentOf(const v1::Report& report) { return Json::parse(FileOf(report, v1::REPORT_FORMAT_JSON)); }

  TestClient WithRole(v1::Role role, const std::string& unit = "") {
    return server_.WithToken(CreateToken(admin_, role, unit));
  }

  static v1::SetReportScheduleRequest Schedule(const std::string& id, const std::string& unit = "VON") {
    v1::SetReportScheduleRequest request;
    v1::ReportSchedule& schedule = *request.mutable_schedule();
    schedule.set_name(absl::StrCat(kAlvnas, "/reportSchedules/", id));
    schedule.set_kind(v1::REPORT_KIND_BOARD);
    schedule.set_unit(absl::StrCat(kAlvnas, "/units/", unit));
    schedule.set_every(v1::REPORT_INTERVAL_QUARTER);
    schedule.set_days_after(5);
    schedule.add_recipients("secretary@alvnas.example");
    schedule.add_recipients("chair@alvnas.example");
    return request;
  }

  grpc::Status Set(const v1::SetReportScheduleRequest& request, v1::ReportSchedule* schedule) {
    return admin_.Call(&Stub::SetReportSchedule, *admin_.reports, request, schedule);
  }

  v1::ReportSchedule SetSchedule(const std::string& id, const std::string& unit = "VON") {
    v1::ReportSchedule schedule;
    const grpc::Status status = Set(Schedule(id, unit), &schedule);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return schedule;
  }

  grpc::Status DeleteSchedule(const std::string& id) {
    v1::DeleteReportScheduleRequest request;
    request.set_name(absl::StrCat(kAlvnas, "/reportSchedules/", id));
    v1::DeleteReportScheduleResponse response;
    return admin_.Call(&Stub::DeleteReportSchedule, *admin_.reports, request, &response);
  }

  std::vector<v1::Report> All(const TestClient& client) {
    v1::ListReportsRequest request;
    request.set_parent(kAlvnas);
    v1::ListReportsResponse response;
    EXPECT_TRUE(client.Call(&Stub::ListReports, *client.reports, request, &response).ok());
    return {response.reports().begin(), response.reports().end()};
  }

  int64_t CountMails() {
    mysql::Session session(server_.database());
    int64_t count = 0;
    session.Query("SELECT COUNT(*) FROM mails WHERE about LIKE 'report %'", {},
                  [&](const mysql::Row& row) { count = row.Int(0); });
    return count;
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(ReportsTest, FiguresOfABoardReportAreThoseOfCompliance) {
  const v1::Report report = Made(Board("VON", "2026-Q4"));
  EXPECT_EQ(report.as_of(), "2026-12-10");
  const Json content = ContentOf(report);
  EXPECT_FALSE(content["period_is_over"]);
  v1::QueryComplianceRequest query;
  query.set_as_of("2026-12-10");
  query.set_unit(absl::StrCat(kAlvnas, "/units/VON"));
  std::map<std::string, v1::ComplianceRow> rows;
  for (const v1::ComplianceRow& row : AllCompliance(admin_, query)) rows[row.unit_display_name()] = row;
  const auto expect_same = [&](const Json& unit) {
    const Json& figures = unit["everybody"];
    const v1::ComplianceRow& row = rows.at(unit["name"]);
    if (figures["hidden"]) return;
    EXPECT_EQ(figures["people"], row.people());
    EXPECT_EQ(figures["required"], row.required());
    EXPECT_EQ(figures["completed"], row.completed());
    EXPECT_EQ(figures["overdue"], row.overdue());
  };
  expect_same(content["whole"]);
  EXPECT_GT(content["whole"]["everybody"]["overdue"], 0);
  ASSERT_THAT(content["groups"], SizeIs(8));
  for (const Json& group : content["groups"]) expect_same(group);
}

TEST_F(ReportsTest, FiguresOfAnAnnualReportAreThoseOfCompliance) {
  v1::CreateReportRequest request = Board("", "2026");
  request.mutable_report()->set_kind(v1::REPORT_KIND_ANNUAL);
  const Json content = ContentOf(Made(request));
  v1::QueryComplianceRequest query;
  query.set_as_of("2026-12-10");
  std::map<std::string, v1::ComplianceRow> rows;
  for (const v1::ComplianceRow& row : AllCompliance(admin_, query)) rows[row.unit_display_name()] = row;
  ASSERT_THAT(content["parts"], SizeIs(7));
  for (const Json& part : content["parts"]) {
    if (part["everybody"]["hidden"]) continue;
    EXPECT_EQ(part["everybody"]["required"], rows.at(part["name"]).required());
  }
  ASSERT_THAT(content["incident_routine"], SizeIs(1));
  EXPECT_EQ(content["incident_routine"][0]["parts"][0]["required"],
            rows.at("Älvnäs kommunkoncern").required());
}

TEST_F(ReportsTest, AReportIsTheSameYearsLater) {
  const v1::Report report = Made(Board("VON", "2026-Q4"));
  std::map<v1::ReportFormat, std::string> files;
  for (const v1::ReportFormat format : {v1::REPORT_FORMAT_HTML, v1::REPORT_FORMAT_PDF, v1::REPORT_FORMAT_XLSX,
                                        v1::REPORT_FORMAT_CSV, v1::REPORT_FORMAT_JSON}) {
    files[format] = FileOf(report, format);
  }
  server_.clock().SetDay(Date(2031, 3, 1));
  server_.Restart();
  TestClient later = server_.Admin();
  v1::GetReportRequest request;
  request.set_name(report.name());
  v1::Report again;
  ASSERT_TRUE(later.Call(&Stub::GetReport, *later.reports, request, &again).ok());
  EXPECT_EQ(again.SerializeAsString(), report.SerializeAsString());
  std::string list;
  for (const v1::ReportFile& file : again.files())
    absl::StrAppend(&list, file.hash(), "  ", file.file_name(), "\n");
  EXPECT_EQ(again.hash(), Hex(Sha256(list)));
  admin_ = std::move(later);
  for (const auto& [format, content] : files) EXPECT_EQ(FileOf(report, format), content);
  EXPECT_EQ(again.files(0).hash(), Hex(Sha256(files[v1::REPORT_FORMAT_CSV])));
}

TEST_F(ReportsTest, TheSameRequestIdMakesOneReport) {
  v1::CreateReportRequest request = Board("VON", "2026-Q4");
  request.set_request_id("once");
  EXPECT_EQ(Made(request).name(), Made(request).name());
  EXPECT_THAT(All(admin_), SizeIs(1));
  request.mutable_report()->set_period("2026-11");
  v1::Report report;
  EXPECT_EQ(ReasonOf(Create(admin_, request, &report)), "REQUEST_ID_REUSED");
}

TEST_F(ReportsTest, ARequestIdDoesNotShowAReportToATokenOfAnotherUnit) {
  const TestClient von = WithRole(v1::ROLE_AUDITOR, "VON"), bun = WithRole(v1::ROLE_AUDITOR, "BUN");
  v1::CreateReportRequest request = Board("", "2026-Q4");
  request.set_request_id("mine");
  v1::Report report;
  ASSERT_TRUE(Create(von, request, &report).ok());
  EXPECT_EQ(report.unit(), absl::StrCat(kAlvnas, "/units/VON"));
  report.Clear();
  EXPECT_EQ(ReasonOf(Create(bun, request, &report)), "REQUEST_ID_REUSED");
  EXPECT_EQ(report.unit(), "");
  request = Board("VON", "2026-Q4");
  request.set_request_id("of-all");
  Made(request);
  EXPECT_FALSE(Create(bun, request, &report).ok());
  EXPECT_TRUE(All(bun).empty());
}

TEST_F(ReportsTest, WhatCannotBeReportedOnIsRefused) {
  v1::Report report;
  EXPECT_EQ(ReasonOf(Create(admin_, Board("VON", "2027-Q1"), &report)), "PERIOD_NOT_BEGUN");
  EXPECT_EQ(ReasonOf(Create(admin_, Board("NONE", "2026-Q4"), &report)), "UNIT_NOT_FOUND");
  EXPECT_THAT(FieldsOf(Create(admin_, Board("VON", "last year"), &report)), ElementsAre("report.period"));
  v1::CreateReportRequest request = Board("VON", "2026-Q4");
  request.mutable_report()->set_language("fi");
  EXPECT_THAT(FieldsOf(Create(admin_, request, &report)), ElementsAre("report.language"));
  request = Board("", "2026-Q4");
  request.mutable_report()->set_kind(v1::REPORT_KIND_ANNUAL);
  const grpc::Status quarter = Create(admin_, request, &report);
  EXPECT_THAT(FieldsOf(quarter), ElementsAre("report.period"));
  EXPECT_THAT(quarter.error_message(), HasSubstr("must be a whole year"));
  EXPECT_THAT(All(admin_), IsEmpty());
}

TEST_F(ReportsTest, APeriodThatEndsBeforeAnybodyWasKnownIsRefused) {
  v1::Report report;
  for (const std::string period : {"2026-Q3", "2026-10", "2025"}) {
    const grpc::Status refused = Create(admin_, Board("VON", period), &report);
    EXPECT_EQ(ReasonOf(refused), "PERIOD_WITHOUT_FIGURES");
    EXPECT_THAT(refused.error_message(), HasSubstr("The first figures are those of 2026-11-01"));
  }
  EXPECT_THAT(All(admin_), IsEmpty());
  EXPECT_TRUE(Create(admin_, Board("VON", "2026-11"), &report).ok());
}

TEST_F(ReportsTest, WithoutAnyListOfPeopleThereIsNoReport) {
  CreateOrganisation(admin_, "empty");
  v1::CreateReportRequest request = Board("", "2026-Q4");
  request.set_parent("organisations/empty");
  v1::Report report;
  EXPECT_EQ(ReasonOf(Create(admin_, request, &report)), "PERIOD_WITHOUT_FIGURES");
}

TEST_F(ReportsTest, TheFirstReportSaysNothingOfTimesBeforeTheFirstList) {
  const v1::Report report = Made(Board("VON", "2026-Q4"));
  const Json content = ContentOf(report);
  EXPECT_EQ(content["first_day"], "2026-11-01");
  EXPECT_EQ(content["before"], nullptr);
  EXPECT_EQ(content["has_answers"], false);
  std::vector<std::string> days;
  for (const Json& point : content["trend"]) days.push_back(point["date"]);
  EXPECT_THAT(days, ElementsAre("2026-11-30", "2026-12-10"));
  const std::string html = FileOf(report, v1::REPORT_FORMAT_HTML);
  EXPECT_THAT(html, HasSubstr("Inga siffror före den 1 november 2026."));
  EXPECT_THAT(html, HasSubstr("Första personallistan lästes in"));
  EXPECT_THAT(html, HasSubstr("Det finns inga svar för perioden ännu."));
}

TEST_F(ReportsTest, TheAuditorsAreNotAskedToInstructAnybodyAboutThemselves) {
  const v1::Report report = Made(Board("REV", "2026-Q4"));
  std::set<std::string> asks;
  const Json content = ContentOf(report);
  for (const Json& ask : content["asks"]) asks.insert(ask["ask"]);
  EXPECT_TRUE(asks.contains("ELECTED_LEFT"));
  EXPECT_FALSE(asks.contains("LATE_PEOPLE"));
  EXPECT_THAT(FileOf(report, v1::REPORT_FORMAT_HTML), Not(HasSubstr("förvaltningschefen")));
}

TEST_F(ReportsTest, ASourceThatWasNeverReadIsNotNamed) {
  SetMaxRefused(admin_, "planned", 5);
  std::vector<std::string> sources;
  const Json content = ContentOf(Made(Board("VON", "2026-Q4")));
  for (const Json& source : content["sources"]) sources.push_back(source["source"]);
  EXPECT_THAT(sources, ::testing::UnorderedElementsAre("bolag", "fortroendevalda", "personal"));
}

TEST_F(ReportsTest, RolesAndUnitsDecideWhoMakesAndSeesReports) {
  const v1::Report von = Made(Board("VON", "2026-Q4"));
  Made(Board("BUN", "2026-Q4"));
  v1::Report report;
  for (const v1::Role role : {v1::ROLE_MANAGER, v1::ROLE_SERVICE}) {
    EXPECT_EQ(Create(WithRole(role), Board("VON", "2026-Q4"), &report).error_code(),
              StatusCode::PERMISSION_DENIED);
  }
  for (const v1::Role role : {v1::ROLE_HR, v1::ROLE_AUTHOR, v1::ROLE_AUDITOR}) {
    EXPECT_TRUE(Create(WithRole(role), Board("KS", "2026-11"), &report).ok());
  }
  const TestClient inside = WithRole(v1::ROLE_AUDITOR, "VON");
  EXPECT_EQ(Create(inside, Board("BUN", "2026-Q4"), &report).error_code(), StatusCode::PERMISSION_DENIED);
  ASSERT_THAT(All(inside), SizeIs(1));
  EXPECT_EQ(All(inside)[0].name(), von.name());
  v1::GetReportRequest get;
  get.set_name(von.name());
  EXPECT_TRUE(inside.Call(&Stub::GetReport, *inside.reports, get, &report).ok());
  const TestClient outside = WithRole(v1::ROLE_AUDITOR, "BUN");
  EXPECT_EQ(outside.Call(&Stub::GetReport, *outside.reports, get, &report).error_code(),
            StatusCode::PERMISSION_DENIED);
}

TEST_F(ReportsTest, NoNameOfAPersonIsInABoardReport) {
  const std::string html = FileOf(Made(Board("VON", "2026-Q4")), v1::REPORT_FORMAT_HTML);
  int looked_at = 0;
  for (const v1::Assignment& assignment : AllAssignments(admin_, {})) {
    if (assignment.person_display_name().size() < 8) continue;
    ++looked_at;
    ASSERT_EQ(html.find(assignment.person_display_name()), std::string::npos)
        << assignment.person_display_name();
  }
  EXPECT_GT(looked_at, 1000);
}

TEST_F(ReportsTest, TwoServersMakeEachScheduledReportOnceAndCatchUp) {
  SetSchedule("von");
  // Three quarters have ended while nothing ran.
  server_.clock().SetDay(Date(2027, 8, 1));
  ReportReplica one(server_.database(), server_.clock()), other(server_.database(), server_.clock());
  std::thread beside([&] { other.Run(); });
  one.Run();
  beside.join();
  one.Run();
  std::vector<std::string> made;
  for (const v1::Report& report : All(admin_)) made.push_back(report.period() + " " + report.as_of());
  EXPECT_THAT(made, ::testing::UnorderedElementsAre("2026-Q4 2026-12-31", "2027-Q1 2027-03-31",
                                                    "2027-Q2 2027-06-30"));
  EXPECT_EQ(CountMails(), 6);
  // Set again, it does not make them again.
  SetSchedule("von");
  other.Run();
  EXPECT_THAT(All(admin_), SizeIs(3));
}

TEST_F(ReportsTest, AScheduleMakesNoReportOfAPeriodBeforeAnybodyWasKnown) {
  server_.clock().SetDay(Date(2026, 11, 24));
  v1::SetReportScheduleRequest request = Schedule("von");
  request.mutable_schedule()->set_every(v1::REPORT_INTERVAL_MONTH);
  request.mutable_schedule()->set_days_after(27);
  v1::ReportSchedule schedule;
  ASSERT_TRUE(Set(request, &schedule).ok());
  EXPECT_EQ(schedule.next_day(), "2026-11-27");  // of October
  server_.clock().SetDay(Date(2026, 12, 27));
  ReportReplica replica(server_.database(), server_.clock());
  replica.Run();
  EXPECT_EQ(replica.Error(), "");
  ASSERT_THAT(All(admin_), SizeIs(1));
  EXPECT_EQ(All(admin_)[0].period(), "2026-11");
}

TEST_F(ReportsTest, AScheduleThatFailsKeepsNoOtherWaiting) {
  SetSchedule("ks", "KS");
  SetSchedule("von");
  SetSchedule("bun", "BUN");
  server_.clock().SetDay(Date(2027, 4, 10));
  const FailingRenderer renderer("KS");
  ReportReplica failing(server_.database(), server_.clock(), &renderer);
  failing.Run();
  EXPECT_THAT(All(admin_), SizeIs(4));
  EXPECT_EQ(failing.Error(), "scheduled reports could not be made: alvnas/ks; the server's log says why");
  ReportReplica well(server_.database(), server_.clock());
  well.Run();
  EXPECT_THAT(All(admin_), SizeIs(6));
}

TEST_F(ReportsTest, SettingAScheduleBesideARunDoesNotPutItsNextDayBack) {
  SetSchedule("von");
  server_.clock().SetDay(Date(2027, 1, 5));
  Made(Board("VON", "2026-Q4"));
  // As the job does, which has not ended when the schedule is set.
  mysql::Session job(server_.database());
  job.Run("BEGIN");
  ASSERT_EQ(job.Execute("UPDATE report_schedules SET next_day = '2027-04-05'"), 1u);
  ASSERT_EQ(job.Execute("UPDATE reports SET schedule_id = (SELECT id FROM report_schedules), "
                        "scheduled_day = '2027-01-05'"),
            1u);
  v1::ReportSchedule set;
  std::thread beside([&] { set = SetSchedule("von"); });
  mysql::Session watch(server_.database());
  EXPECT_TRUE(WaitFor([&] {
    bool is_waiting = false;
    watch.Query("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'", {},
                [&](const mysql::Row& row) { is_waiting = row.Text(1) != "0"; });
    return is_waiting;
  }));
  job.Run("COMMIT");
  beside.join();
  EXPECT_EQ(set.next_day(), "2027-04-05");
}

TEST_F(ReportsTest, ARepeatedRequestDoesNotMakeADeletedScheduleAgain) {
  v1::SetReportScheduleRequest request = Schedule("von");
  request.set_request_id("once");
  v1::ReportSchedule schedule;
  ASSERT_TRUE(Set(request, &schedule).ok());
  ASSERT_TRUE(Set(request, &schedule).ok());
  ASSERT_TRUE(DeleteSchedule("von").ok());
  EXPECT_EQ(ReasonOf(Set(request, &schedule)), "SCHEDULE_NOT_FOUND");
  EXPECT_EQ(ReasonOf(DeleteSchedule("von")), "SCHEDULE_NOT_FOUND");
}

TEST_F(ReportsTest, ASchedulesReportsStayWhenItIsDeleted) {
  SetSchedule("von");
  server_.clock().SetDay(Date(2027, 1, 5));
  ReportReplica(server_.database(), server_.clock()).Run();
  EXPECT_TRUE(DeleteSchedule("von").ok());
  EXPECT_EQ(ReasonOf(DeleteSchedule("von")), "SCHEDULE_NOT_FOUND");
  EXPECT_THAT(All(admin_), SizeIs(1));
}

}  // namespace
}  // namespace nanolearn::testing
