#pragma once

#include "service/storage/identity_provider_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlIdentityProviderTable final : public IdentityProviderTable {
 public:
  // `session` must outlive the table.
  explicit MysqlIdentityProviderTable(Session& session) : session_(session) {}

  std::optional<IdentityProvider> Find(Id organisation_id) const override;
  std::vector<IdentityProvider> First(int limit) const override;
  std::vector<IdentityProvider> OfBearerIssuer(const std::string& issuer) const override;
  bool AnyRequired() const override;
  void Insert(const IdentityProvider& provider) override;
  void Update(const IdentityProvider& provider) override;
  void Delete(Id organisation_id) override;

 private:
  std::vector<IdentityProvider> Select(const std::string& rest, absl::Span<const Value> values) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
