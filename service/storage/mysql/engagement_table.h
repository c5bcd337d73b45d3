#pragma once

#include "service/storage/engagement_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlEngagementTable final : public EngagementTable {
 public:
  // `session` must outlive the table.
  explicit MysqlEngagementTable(Session& session) : session_(session) {}

  std::vector<Engagement> CurrentOfSource(Id organisation_id, Id source_id) const override;
  std::vector<Engagement> OfPeople(Id organisation_id, absl::Span<const Id> person_ids) const override;
  void Insert(Id organisation_id, absl::Span<const Engagement> engagements) override;
  void End(Id organisation_id, absl::Span<const StaffPlan::End> ends) override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
