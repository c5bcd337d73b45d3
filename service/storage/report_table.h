#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/report.h"

namespace nanolearn {

// Reports as they were made, and when others are to be made.
class ReportTable {
 public:
  virtual ~ReportTable() = default;

  virtual std::optional<Report> Find(Id organisation_id, Id id) const = 0;
  // The newest first, those made before `before`; kNoId: all.
  virtual std::vector<Report> List(Id organisation_id, Id before, int limit) const = 0;
  // By name.
  virtual std::vector<ReportFile> Files(Id organisation_id, Id id) const = 0;
  virtual std::optional<ReportFile> FindFile(Id organisation_id, Id id, const std::string& name) const = 0;
  virtual void Insert(Id organisation_id, const Report& report, absl::Span<const ReportFile> files) = 0;
  // What a schedule made on a day; nothing when it has not. Also what has been stored since the transaction
  // began, and nobody stores another until it ends.
  virtual std::optional<Report> LockScheduled(Id organisation_id, Id schedule_id, Date day) = 0;

  virtual std::optional<ReportSchedule> FindSchedule(Id organisation_id, const std::string& name) const = 0;
  // By name.
  virtual std::vector<ReportSchedule> Schedules(Id organisation_id) const = 0;
  // Those whose next day has come, the longest ago first.
  virtual std::vector<ReportSchedule> DueSchedules(Id organisation_id, Date today) const = 0;
  // As it is now, locked until the transaction ends.
  virtual std::optional<ReportSchedule> LockSchedule(Id organisation_id, Id id) = 0;
  virtual void InsertSchedule(Id organisation_id, const ReportSchedule& schedule) = 0;
  // Everything but the id, the name and when it was made.
  virtual void UpdateSchedule(Id organisation_id, const ReportSchedule& schedule) = 0;
  virtual void DeleteSchedule(Id organisation_id, Id id) = 0;
};

}  // namespace nanolearn
