#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/domain/identity_provider.h"

namespace nanolearn {

// At most one for each organisation.
class IdentityProviderTable {
 public:
  virtual ~IdentityProviderTable() = default;
  virtual std::optional<IdentityProvider> Find(Id organisation_id) const = 0;
  // The first of all organisations, by their ids.
  virtual std::vector<IdentityProvider> First(int limit) const = 0;
  // Of all organisations, by their ids: those whose bearer tokens have this issuer.
  virtual std::vector<IdentityProvider> OfBearerIssuer(const std::string& issuer) const = 0;
  // Whether any organisation's is the only way in.
  virtual bool AnyRequired() const = 0;
  virtual void Insert(const IdentityProvider& provider) = 0;
  virtual void Update(const IdentityProvider& provider) = 0;
  virtual void Delete(Id organisation_id) = 0;
};

}  // namespace nanolearn
