#pragma once

#include "absl/strings/string_view.h"
#include "service/storage/mail_round_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlMailRoundTable final : public MailRoundTable {
 public:
  // `session` must outlive the table.
  explicit MysqlMailRoundTable(Session& session) : session_(session) {}

  MailRound Find(Id organisation_id) const override;
  MailRound Lock(Id organisation_id) override;
  void Put(Id organisation_id, const MailRound& round) override;
  int64_t Queue(Id organisation_id, absl::Span<const Id> programme_ids, const MailRoundQuery& query) override;
  std::vector<Id> TakePeople(Id organisation_id, int limit) override;
  int64_t CountPeople(Id organisation_id) const override;
  void InsertEscalations(Id organisation_id, absl::Span<const Escalation> escalations) override;
  std::vector<Escalation> TakeEscalations(Id organisation_id, Date day, int limit) override;
  std::vector<Escalation> EscalationsTo(Id organisation_id, Date day,
                                        absl::Span<const Id> manager_ids) const override;
  int ClearEscalations(Date day) override;
  int64_t QueueManagers(Id organisation_id, Date day) override;
  std::vector<Id> QueuedManagers(Id organisation_id, int limit) const override;
  std::vector<Id> TakeManagers(Id organisation_id, absl::Span<const Id> managers) override;

 private:
  // Some of the open assignments, and the index that finds them.
  struct OpenOnes {
    absl::string_view index;
    absl::string_view condition;  // with one "?"
    Value value;
  };

  MailRound Select(Id organisation_id, absl::string_view lock) const;
  void QueueOpen(Id organisation_id, absl::Span<const Id> programme_ids, Date day, const OpenOnes& which);
  void QueueArrivals(Id organisation_id, absl::Span<const Id> programme_ids, Date day);
  void AddToQueue(Id organisation_id, bool are_managers, absl::Span<const Id> person_ids);
  void Unqueue(Id organisation_id, bool managers, absl::Span<const Id> person_ids);
  int64_t Count(Id organisation_id, bool managers) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
