#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/domain/token.h"

namespace nanolearn {

class TokenTable {
 public:
  virtual ~TokenTable() = default;
  // `hash`: Sha256 of the secret. Also finds expired and revoked ones. By the secret before the last rotation a token is found that expires
  // when that secret does.
  virtual std::optional<Token> FindByHash(const std::string& hash) const = 0;
  virtual std::optional<Token> Find(Id organisation_id, Id id) const = 0;
  // By id, those after `after`.
  virtual std::vector<Token> List(Id organisation_id, Id after, int limit) const = 0;
  // Whether there is any token of the installation.
  virtual bool HasInstallationToken() const = 0;
  virtual void Insert(const Token& token, const std::string& hash) = 0;
  virtual void SetRevokeTime(Id organisation_id, Id id, absl::Time time) = 0;
  virtual void SetLastUseTime(Id organisation_id, Id id, absl::Time time) = 0;
  // Gives it another secret; the one until now is good until `old_expire_time`.
  virtual void Rotate(Id organisation_id, Id id, const std::string& hash, absl::Time old_expire_time) = 0;
};

}  // namespace nanolearn
