#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/token_table.h"

namespace nanolearn::mysql {

class MysqlTokenTable final : public TokenTable {
 public:
  // `session` must outlive the table.
  explicit MysqlTokenTable(Session& session) : session_(session) {}

  std::optional<Token> FindByHash(const std::string& hash) const override;
  std::optional<Token> Find(Id organisation_id, Id id) const override;
  std::vector<Token> List(Id organisation_id, Id after, int limit) const override;
  bool HasInstallationToken() const override;
  void Insert(const Token& token, const std::string& hash) override;
  void SetRevokeTime(Id organisation_id, Id id, absl::Time time) override;
  void SetLastUseTime(Id organisation_id, Id id, absl::Time time) override;
  void Rotate(Id organisation_id, Id id, const std::string& hash, absl::Time old_expire_time) override;

 private:
  std::vector<Token> Select(const std::string& where, absl::Span<const Value> values) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
