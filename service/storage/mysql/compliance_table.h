#pragma once

#include "service/storage/compliance_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlComplianceTable final : public ComplianceTable {
 public:
  // `session` must outlive the table.
  explicit MysqlComplianceTable(Session& session) : session_(session) {}

  std::vector<Presence> Presences(Id organisation_id, Date day) const override;
  std::vector<Presence> PresencesOf(Id organisation_id, absl::Span<const Id> person_ids,
                                    Date day) const override;
  std::vector<DueAssignment> DueBefore(Id organisation_id, const DueQuery& query) const override;
  std::vector<DueAssignment> DueBeforeInUnits(Id organisation_id, const DueQuery& query,
                                              absl::Span<const Id> unit_ids) const override;
  std::vector<DueAssignment> ExtendedSince(Id organisation_id, const DueQuery& query) const override;
  std::vector<OpenAssignment> Open(Id organisation_id, absl::Span<const Id> ids, Date day) const override;
  std::optional<absl::Time> LastCompletion(Id organisation_id) const override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
