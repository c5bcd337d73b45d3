#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn {

// Where a staff list comes from.
struct Source {
  Id id = kNoId;
  std::string name;
  std::optional<Date> last_effective;  // of the last sync
  absl::Time last_sync_time = absl::InfinitePast();
};

class SourceTable {
 public:
  virtual ~SourceTable() = default;
  virtual std::optional<Source> Find(Id organisation_id, const std::string& name) const = 0;
  // By id: the oldest first.
  virtual std::vector<Source> List(Id organisation_id) const = 0;
  virtual void Insert(Id organisation_id, const Source& source) = 0;
  virtual void SetLastSync(Id organisation_id, Id id, Date effective, absl::Time time) = 0;
};

}  // namespace nanolearn
