#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/domain/access_grant.h"

namespace nanolearn {

class GrantTable {
 public:
  virtual ~GrantTable() = default;
  virtual void Insert(const AccessGrant& grant) = 0;
  virtual std::optional<AccessGrant> Find(Id organisation_id, Id id) const = 0;
  // By id, those after `after`; also those that are over.
  virtual std::vector<AccessGrant> List(Id organisation_id, Id after, int limit) const = 0;
  // Everything an address has been given in an organisation.
  virtual std::vector<AccessGrant> OfEmail(Id organisation_id, const std::string& email) const = 0;
  virtual void SetRevokeTime(Id organisation_id, Id id, absl::Time time) = 0;
};

}  // namespace nanolearn
