#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/programme.h"

namespace nanolearn {

class ProgrammeTable {
 public:
  virtual ~ProgrammeTable() = default;
  virtual std::optional<Programme> Find(Id organisation_id, const std::string& slug) const = 0;
  // By slug, those after `after_slug`.
  virtual std::vector<Programme> List(Id organisation_id, const std::string& after_slug, int limit) const = 0;
  // Those of `ids` that exist, in any order.
  virtual std::vector<Programme> FindAll(Id organisation_id, absl::Span<const Id> ids) const = 0;
  // Their slugs alone.
  virtual std::map<Id, std::string> Slugs(Id organisation_id, absl::Span<const Id> ids) const = 0;
  virtual void Insert(Id organisation_id, const Programme& programme) = 0;
  // Everything but the id, the slug and when it was created.
  virtual void Update(Id organisation_id, const Programme& programme) = 0;
};

}  // namespace nanolearn
