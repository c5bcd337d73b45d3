#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/report_table.h"

namespace nanolearn::mysql {

class MysqlReportTable final : public ReportTable {
 public:
  // `session` must outlive the table.
  explicit MysqlReportTable(Session& session) : session_(session) {}

  std::optional<Report> Find(Id organisation_id, Id id) const override;
  std::vector<Report> List(Id organisation_id, Id before, int limit) const override;
  std::vector<ReportFile> Files(Id organisation_id, Id id) const override;
  std::optional<ReportFile> FindFile(Id organisation_id, Id id, const std::string& name) const override;
  void Insert(Id organisation_id, const Report& report, absl::Span<const ReportFile> files) override;
  std::optional<Report> LockScheduled(Id organisation_id, Id schedule_id, Date day) override;

  std::optional<ReportSchedule> FindSchedule(Id organisation_id, const std::string& name) const override;
  std::vector<ReportSchedule> Schedules(Id organisation_id) const override;
  std::vector<ReportSchedule> DueSchedules(Id organisation_id, Date today) const override;
  std::optional<ReportSchedule> LockSchedule(Id organisation_id, Id id) override;
  void InsertSchedule(Id organisation_id, const ReportSchedule& schedule) override;
  void UpdateSchedule(Id organisation_id, const ReportSchedule& schedule) override;
  void DeleteSchedule(Id organisation_id, Id id) override;

 private:
  std::vector<Report> Select(const std::string& where, absl::Span<const Value> values) const;
  std::vector<ReportSchedule> SelectSchedules(const std::string& where, absl::Span<const Value> values) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
