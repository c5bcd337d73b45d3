#pragma once

#include "service/storage/contact_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlContactTable final : public ContactTable {
 public:
  // `session` must outlive the table.
  explicit MysqlContactTable(Session& session) : session_(session) {}

  std::vector<Contact> Find(Id organisation_id, absl::Span<const Id> person_ids) const override;
  void SetLanguage(Id organisation_id, Id person_id, const std::string& language) override;
  void SetUnreachable(Id organisation_id, Id person_id, const std::string& address, const std::string& reason,
                      absl::Time now) override;
  void SetReachable(Id organisation_id, Id person_id) override;
  std::vector<Contact> Unreachable(Id organisation_id, absl::Span<const Id> unit_ids,
                                   Date day) const override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
