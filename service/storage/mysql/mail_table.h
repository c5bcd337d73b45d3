#pragma once

#include "service/storage/mail_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlMailTable final : public MailTable {
 public:
  // `session` must outlive the table.
  explicit MysqlMailTable(Session& session) : session_(session) {}

  bool Insert(Id organisation_id, const Mail& mail) override;
  void InsertAll(Id organisation_id, absl::Span<const Mail> mails) override;
  std::vector<Claimed> Claim(absl::Time now, absl::Time until, int limit) override;
  void SetSent(Id organisation_id, Id id, absl::Time now) override;
  void Postpone(Id organisation_id, Id id, absl::Time due, const std::string& error) override;
  void SetFailed(Id organisation_id, Id id, absl::Time now, const std::string& error) override;
  void SetDropped(Id organisation_id, Id id, absl::Time now, const std::string& why) override;
  bool Retry(Id organisation_id, Id id, absl::Time now) override;
  int64_t CountWaiting() const override;
  int64_t CountSentSince(absl::Time time) const override;
  Counts Count(Id organisation_id) const override;
  std::vector<Entry> List(Id organisation_id, MailState state, Id before, int limit) const override;
  std::optional<Entry> Find(Id organisation_id, Id id) const override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
