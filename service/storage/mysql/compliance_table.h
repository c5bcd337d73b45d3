#pragma once

#include "service/storage/compliance_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlComplianceTable final : public ComplianceTable {
 public:
  // `session` must outlive the table.
  explicit MysqlComplianceTable(Session& session) : session_(session) {}

  std::vector<Presence> Presences(Id organisation_id, Date day) const override;
  std::vector<PersonTally> Tallies(Id organisation_id, const TallyQuery& query) const override;
  std::optional<absl::Time> LastCompletion(Id organisation_id) const override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
