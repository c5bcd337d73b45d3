#pragma once

#include "service/storage/event_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlEventTable final : public EventTable {
 public:
  // `session` must outlive the table.
  explicit MysqlEventTable(Session& session) : session_(session) {}

  int Append(Id organisation_id, absl::Span<const Event> events) override;
  std::vector<Event> After(Id organisation_id, uint64_t sequence, int limit) const override;
  uint64_t Last(Id organisation_id) const override;
  std::vector<EventSubject> CompletionSubjects(Id organisation_id, absl::Span<const Id> ids) const override;
  std::vector<EventSubject> AssignmentSubjects(Id organisation_id, absl::Span<const Id> ids) const override;
  uint64_t LastBefore(Id organisation_id, absl::Time time) const override;

 private:
  // Those of `events` that are not there, and each of them once.
  std::vector<Event> New(Id organisation_id, absl::Span<const Event> events) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
