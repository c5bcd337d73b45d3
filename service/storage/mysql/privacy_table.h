#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/privacy_table.h"

namespace nanolearn::mysql {

class MysqlPrivacyTable final : public PrivacyTable {
 public:
  // `session` must outlive the table.
  explicit MysqlPrivacyTable(Session& session) : session_(session) {}

  PersonTraces Traces(Id organisation_id, absl::Span<const Id> people) const override;
  std::vector<ErasureCount> CountErasable(Id organisation_id, const PersonTraces& traces) const override;
  std::vector<ErasureCount> Erase(Id organisation_id, const PersonTraces& traces, absl::Time now) override;
  std::vector<Id> Erased(Id organisation_id, absl::Span<const Id> people) const override;
  RetentionRule Rule(Id organisation_id) const override;
  void SetRule(Id organisation_id, const RetentionRule& rule) override;
  std::vector<FormerPerson> LeftBy(Id organisation_id, Date day, Id after, int limit) const override;
  int64_t CountLeftBy(Id organisation_id, Date day) const override;
  std::vector<SentMail> Mails(Id organisation_id, const PersonTraces& traces) const override;
  std::vector<WebSession> Sessions(Id organisation_id, absl::Span<const std::string> addresses) const override;
  std::vector<DirectoryUser> DirectoryUsers(Id organisation_id, absl::Span<const Id> ids) const override;
  int CountIdentities(Id organisation_id, absl::Span<const Id> people) const override;
  std::vector<Merge> Merges(Id organisation_id, absl::Span<const Id> people) const override;
  std::vector<Escalation> Escalations(Id organisation_id, absl::Span<const Id> assignment_ids) const override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
