#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/domain/organisation.h"

namespace nanolearn {

class OrganisationTable {
 public:
  virtual ~OrganisationTable() = default;
  virtual std::optional<Organisation> Find(const std::string& slug) const = 0;
  virtual std::optional<Organisation> Find(Id id) const = 0;
  // By slug, those after `after_slug`.
  virtual std::vector<Organisation> List(const std::string& after_slug, int limit) const = 0;
  virtual void Insert(const Organisation& organisation) = 0;
  // Writes display_name, time_zone, min_group_size and version.
  virtual void Update(const Organisation& organisation) = 0;
  // Until the transaction ends, nobody else changes the organisation's units, people, programmes or
  // assignments. Everything else goes on: completions, mails, sign-ins. Must be the transaction's first statement, so that its snapshot is taken
  // with the lock held.
  virtual void LockRoster(Id organisation_id) = 0;

  // By how many of the installation's keys, one over another, its people are recognised; a new organisation has those that are in use.
  virtual int IdentityLayers(Id organisation_id) const = 0;
  virtual void SetIdentityLayers(Id organisation_id, int layers) = 0;
  // Those with fewer.
  virtual std::vector<Id> WithFewerLayers(int layers) const = 0;
};

}  // namespace nanolearn
