#pragma once

#include "service/storage/compliance_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlComplianceTable final : public ComplianceTable {
 public:
  // `session` must outlive the table.
  explicit MysqlComplianceTable(Session& session) : session_(session) {}

  std::vector<Presence> Presences(Id organisation_id, Date day) const override;
  std::vector<OpenAssignment> Open(Id organisation_id, absl::Span<const Id> person_ids,
                                   Date day) const override;
  std::vector<OpenAssignment> OpenByDueDate(Id organisation_id, Date day, const DuePosition& after,
                                            int limit) const override;
  std::vector<OpenAssignment> ExtendedSince(Id organisation_id, Date day) const override;
  std::optional<absl::Time> LastCompletion(Id organisation_id) const override;

 private:
  // Adds what decides how they stand.
  std::vector<OpenAssignment> Complete(Id organisation_id, std::vector<OpenAssignment> open) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
