#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/unit_table.h"

namespace nanolearn::mysql {

class MysqlUnitTable final : public UnitTable {
 public:
  // `session` must outlive the table.
  explicit MysqlUnitTable(Session& session) : session_(session) {}

  std::vector<UnitVersion> Versions(Id organisation_id) const override;
  std::optional<Date> LastImport(Id organisation_id) const override;
  std::optional<Date> NextImport(Id organisation_id, Date day) const override;
  void Apply(Id organisation_id, const UnitPlan& plan, Date effective) override;

 private:
  void EndVersions(Id organisation_id, absl::Span<const UnitPlan::End> ends);
  void InsertUnits(Id organisation_id, absl::Span<const UnitVersion> units);
  void InsertVersions(Id organisation_id, absl::Span<const UnitVersion> versions);

  Session& session_;
};

}  // namespace nanolearn::mysql
