#include "service/storage/mysql/report_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace nanolearn::mysql {
namespace {

Report ReadReport(const Row& row) {
  Report report{.id = row.GetId(0),
                .parameters_json = row.Text(1),
                .unit_id = row.GetId(2),
                .as_of = row.Day(3),
                .create_time = row.Time(4),
                .created_by = row.Text(5),
                .hash = row.Text(6),
                .schedule_id = row.GetId(7)};
  // The column holds nothing but what ReportParametersJson has made.
  report.parameters = ParseReportParameters(report.parameters_json).value();
  if (!row.IsNull(8)) report.scheduled_day = row.Day(8);
  return report;
}

PeriodLength ParseEvery(const std::string& name) {
  if (name == "MONTH") return PeriodLength::kMonth;
  return name == "QUARTER" ? PeriodLength::kQuarter : PeriodLength::kYear;
}

ReportSchedule ReadSchedule(const Row& row) {
  return {.id = row.GetId(0),
          .name = row.Text(1),
          .kind = ParseReportKind(row.Text(2)).value(),  // the column holds nothing but the names of kinds
          .unit_id = row.GetId(3),
          .every = ParseEvery(row.Text(4)),
          .days_after = static_cast<int>(row.Int(5)),
          .recipients = absl::StrSplit(row.Text(6), '\n', absl::SkipEmpty()),
          .language = row.Text(7),
          .next_day = row.Day(8),
          .version = static_cast<uint64_t>(row.Int(9)),
          .create_time = row.Time(10)};
}

template <typename T>
std::optional<T> First(std::vector<T> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::string Addresses(const ReportSchedule& schedule) { return absl::StrJoin(schedule.recipients, "\n"); }

}  // namespace

std::vector<Report> MysqlReportTable::Select(const std::string& where, absl::Span<const Value> values) const {
  std::vector<Report> reports;
  session_.Query(absl::StrCat("SELECT id, parameters, unit_id, last_day, create_time, created_by, hash, "
                              "schedule_id, scheduled_day FROM reports WHERE organisation_id = ? ",
                              where),
                 values, [&](const Row& row) { reports.push_back(ReadReport(row)); });
  return reports;
}

std::optional<Report> MysqlReportTable::Find(Id organisation_id, Id id) const {
  return First(Select("AND id = ?", {organisation_id, id}));
}

std::vector<Report> MysqlReportTable::List(Id organisation_id, Id before, int limit) const {
  const Id end = before == kNoId ? Id{INT64_MAX} : before;
  return Select("AND id < ? ORDER BY id DESC LIMIT ?", {organisation_id, end, int64_t{limit}});
}

std::optional<Report> MysqlReportTable::LockScheduled(Id organisation_id, Id schedule_id, Date day) {
  return First(Select("AND schedule_id = ? AND scheduled_day = ? FOR UPDATE",
                      {organisation_id, schedule_id, Bind(day)}));
}

std::vector<ReportFile> MysqlReportTable::Files(Id organisation_id, Id id) const {
  std::vector<ReportFile> files;
  session_.Query(
      "SELECT name, content FROM report_files WHERE organisation_id = ? AND report_id = ? ORDER BY name",
      {organisation_id, id}, [&](const Row& row) {
        files.push_back({row.Text(0), row.Text(1)});
      });
  return files;
}

std::optional<ReportFile> MysqlReportTable::FindFile(Id organisation_id, Id id,
                                                     const std::string& name) const {
  std::optional<ReportFile> file;
  session_.Query(
      "SELECT name, content FROM report_files WHERE organisation_id = ? AND report_id = ? AND name = ?",
      {organisation_id, id, name}, [&](const Row& row) {
        file = {row.Text(0), row.Text(1)};
      });
  return file;
}

void MysqlReportTable::Insert(Id organisation_id, const Report& report, absl::Span<const ReportFile> files) {
  session_.Execute(
      "INSERT INTO reports (organisation_id, id, kind, unit_id, first_day, last_day, create_time, "
      "created_by, parameters, hash, schedule_id, scheduled_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation_id, report.id, std::string(ReportKindName(report.parameters.kind)),
       BindOptional(report.unit_id), Bind(report.parameters.period.first), Bind(report.as_of),
       Bind(report.create_time), report.created_by, report.parameters_json, report.hash,
       BindOptional(report.schedule_id), BindOptional(report.scheduled_day)});
  for (const ReportFile& file : files) {
    session_.Execute(
        "INSERT INTO report_files (organisation_id, report_id, name, content) VALUES (?, ?, ?, ?)",
        {organisation_id, report.id, file.name, file.content});
  }
}

std::vector<ReportSchedule> MysqlReportTable::SelectSchedules(const std::string& where,
                                                              absl::Span<const Value> values) const {
  std::vector<ReportSchedule> schedules;
  session_.Query(absl::StrCat("SELECT id, name, kind, unit_id, every, days_after, recipients, language, "
                              "next_day, version, create_time FROM report_schedules WHERE organisation_id = "
                              "? ",
                              where),
                 values, [&](const Row& row) { schedules.push_back(ReadSchedule(row)); });
  return schedules;
}

std::optional<ReportSchedule> MysqlReportTable::FindSchedule(Id organisation_id,
                                                             const std::string& name) const {
  return First(SelectSchedules("AND name = ?", {organisation_id, name}));
}

std::vector<ReportSchedule> MysqlReportTable::Schedules(Id organisation_id) const {
  return SelectSchedules("ORDER BY name", {organisation_id});
}

std::vector<ReportSchedule> MysqlReportTable::DueSchedules(Id organisation_id, Date today) const {
  return SelectSchedules("AND next_day <= ? ORDER BY next_day, id", {organisation_id, Bind(today)});
}

std::optional<ReportSchedule> MysqlReportTable::LockSchedule(Id organisation_id, Id id) {
  return First(SelectSchedules("AND id = ? FOR UPDATE", {organisation_id, id}));
}

void MysqlReportTable::InsertSchedule(Id organisation_id, const ReportSchedule& schedule) {
  session_.Execute(
      "INSERT INTO report_schedules (organisation_id, id, name, kind, unit_id, every, days_after, "
      "recipients, language, next_day, version, create_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation_id, schedule.id, schedule.name, std::string(ReportKindName(schedule.kind)),
       BindOptional(schedule.unit_id), std::string(PeriodLengthName(schedule.every)),
       int64_t{schedule.days_after}, Addresses(schedule), schedule.language, Bind(schedule.next_day),
       schedule.version, Bind(schedule.create_time)});
}

void MysqlReportTable::UpdateSchedule(Id organisation_id, const ReportSchedule& schedule) {
  session_.Execute(
      "UPDATE report_schedules SET kind = ?, unit_id = ?, every = ?, days_after = ?, recipients = ?, "
      "language = ?, next_day = ?, version = ? WHERE organisation_id = ? AND id = ?",
      {std::string(ReportKindName(schedule.kind)), BindOptional(schedule.unit_id),
       std::string(PeriodLengthName(schedule.every)), int64_t{schedule.days_after}, Addresses(schedule),
       schedule.language, Bind(schedule.next_day), schedule.version, organisation_id, schedule.id});
}

void MysqlReportTable::DeleteSchedule(Id organisation_id, Id id) {
  session_.Execute("DELETE FROM report_schedules WHERE organisation_id = ? AND id = ?",
                   {organisation_id, id});
}

}  // namespace nanolearn::mysql
