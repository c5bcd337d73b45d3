#pragma once

#include "service/storage/mail_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlMailTable final : public MailTable {
 public:
  // `session` must outlive the table.
  explicit MysqlMailTable(Session& session) : session_(session) {}

  void Insert(Id organisation_id, const Mail& mail) override;
  std::vector<Claimed> Claim(absl::Time now, absl::Time until, int limit) override;
  void SetSent(Id organisation_id, Id id, absl::Time now) override;
  void Postpone(Id organisation_id, Id id, absl::Time due, const std::string& error) override;
  void SetFailed(Id organisation_id, Id id, absl::Time now, const std::string& error) override;
  int64_t CountWaiting() const override;
  Counts Count(Id organisation_id) const override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
