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
  std::vector<Membership> MembershipsOfPeople(Id organisation_id,
                                              absl::Span<const Id> person_ids) const override;
  void ReplaceMemberships(Id organisation_id, Id programme_id, absl::Span<const Id> person_ids,
                          absl::Span<const Membership> memberships) override;
  int CountMembers(Id organisation_id, Id programme_id) const override;
  std::vector<Assignment> OfProgramme(Id organisation_id, Id programme_id,
                                      absl::Span<const Id> person_ids) const override;
  std::vector<Assignment> OfPeople(Id organisation_id, absl::Span<const Id> person_ids) const override;
  std::vector<AssignmentHistory> Histories(Id organisation_id,
                                           absl::Span<const Id> person_ids) const override;
  std::vector<AssignmentHistory> LockHistories(Id organisation_id, absl::Span<const Id> person_ids) override;
  void Insert(Id organisation_id, absl::Span<const Assignment> assignments) override;
  void Move(Id organisation_id, absl::Span<const AssignmentMove> moves) override;
  void SetDates(Id organisation_id, const Assignment& assignment) override;
  void InsertException(Id organisation_id, const AssignmentException& exception) override;
  void EndException(Id organisation_id, const AssignmentException& exception) override;
  void QueuePlanning(Id organisation_id, absl::Span<const Id> assignment_ids) override;
  void QueueMembers(Id organisation_id, Id programme_id, Date day) override;
  void QueueEverybody(Id organisation_id) override;
  int64_t CountPlanning(Id organisation_id) const override;
  std::vector<Id> TakePlanning(Id organisation_id, int limit) override;
  std::optional<AssignmentOnDay> Find(Id organisation_id, Id id, Date day) const override;
  Id LastId(Id organisation_id) const override;
  std::vector<AssignmentOnDay> List(Id organisation_id, const AssignmentQuery& query) const override;
  std::vector<AssignmentHistory> MayBecomeOverdue(Id organisation_id, OverdueCause cause, Date day, Id after,
                                                  int limit) const override;
  std::vector<Assignment> Lock(Id organisation_id, absl::Span<const Id> ids) override;
  std::vector<AssignmentHistory> LockAll(Id organisation_id, absl::Span<const Id> ids) override;
  std::vector<AudienceHistory> LockWithAudience(Id organisation_id, absl::Span<const Id> ids) override;

 private:
  std::vector<AssignmentHistory> ReadHistories(Id organisation_id, absl::Span<const Id> person_ids,
                                               absl::string_view lock) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
