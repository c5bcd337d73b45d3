#pragma once

#include "service/storage/assignment_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlAssignmentTable final : public AssignmentTable {
 public:
  // `session` must outlive the table.
  explicit MysqlAssignmentTable(Session& session) : session_(session) {}

  std::vector<Membership> Memberships(Id organisation_id, Id programme_id,
                                      absl::Span<const Id> person_ids) const override;
  void ReplaceMemberships(Id organisation_id, Id programme_id, absl::Span<const Id> person_ids,
                          absl::Span<const Membership> memberships) override;
  int CountMembers(Id organisation_id, Id programme_id) const override;
  std::vector<Assignment> OfProgramme(Id organisation_id, Id programme_id,
                                      absl::Span<const Id> person_ids) const override;
  std::vector<Assignment> OfPeople(Id organisation_id, absl::Span<const Id> person_ids) const override;
  void Insert(Id organisation_id, absl::Span<const Assignment> assignments) override;
  void Move(Id organisation_id, absl::Span<const AssignmentMove> moves) override;
  void SetDates(Id organisation_id, Id id, Date open, Date due) override;
  std::optional<AssignmentOnDay> Find(Id organisation_id, Id id, Date day) const override;
  std::vector<AssignmentOnDay> List(Id organisation_id, const AssignmentQuery& query) const override;
  std::vector<Assignment> Lock(Id organisation_id, absl::Span<const Id> ids) override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
