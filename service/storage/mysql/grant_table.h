#pragma once

#include "service/storage/grant_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlGrantTable final : public GrantTable {
 public:
  // `session` must outlive the table.
  explicit MysqlGrantTable(Session& session) : session_(session) {}

  void Insert(const AccessGrant& grant) override;
  std::optional<AccessGrant> Find(Id organisation_id, Id id) const override;
  std::vector<AccessGrant> List(Id organisation_id, Id after, int limit) const override;
  std::vector<AccessGrant> OfEmail(Id organisation_id, const std::string& email) const override;
  void SetRevokeTime(Id organisation_id, Id id, absl::Time time) override;

 private:
  std::vector<AccessGrant> Select(const std::string& where, absl::Span<const Value> values) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
