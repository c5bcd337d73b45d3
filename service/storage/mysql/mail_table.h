#pragma once

#include "service/storage/mail_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlMailTable final : public MailTable {
 public:
  // `session` must outlive the table.
  explicit MysqlMailTable(Session& session) : session_(session) {}

  bool Insert(Id organisation_id, const Mail& mail) override;
  void PutAll(Id organisation_id, absl::Span<const Mail> mails) override;
  std::vector<Id> UntriedTo(Id organisation_id, absl::Span<const std::string> abouts) const override;
  std::vector<Claimed> Claim(absl::Time now, const ClaimEnds& until, int limit) override;
  void SetSent(Id organisation_id, Id id, absl::Time now) override;
  void Postpone(Id organisation_id, Id id, absl::Time due, const std::string& error) override;
  void TryAgain(Id organisation_id, Id id, absl::Time now, absl::Time due, const std::string& error) override;
  void SetFailed(Id organisation_id, Id id, absl::Time now, const std::string& error) override;
  void SetDropped(Id organisation_id, Id id, absl::Time now, const std::string& why) override;
  RetryResult Retry(Id organisation_id, Id id, absl::Time now, const std::string& recipient) override;
  int64_t CountWaiting() const override;
  int64_t CountTriesSince(absl::Time time) const override;
  int BlankExpired(absl::Time now) override;
  int ClearEnded(absl::Time time) override;
  Counts Count(Id organisation_id) const override;
  std::vector<Entry> List(Id organisation_id, MailState state, Id before, int limit) const override;
  std::optional<Entry> Find(Id organisation_id, Id id) const override;

 private:
  void AddRows(Id organisation_id, absl::Span<const Mail> mails, const std::string& if_there);

  Session& session_;
};

}  // namespace nanolearn::mysql
