#pragma once

#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "service/base/date.h"
#include "service/domain/compliance.h"

namespace nanolearn {

struct TallyQuery {
  Date day;
  Id programme_id = kNoId;  // kNoId: all
  Id module_id = kNoId;     // kNoId: all
  bool by_module = false;   // a tally for each person and module, else one for each person
};

// Facts to count.
class ComplianceTable {
 public:
  virtual ~ComplianceTable() = default;
  // Every engagement that is valid on the day.
  virtual std::vector<Presence> Presences(Id organisation_id, Date day) const = 0;
  // Sums over the assignments whose person is in the audience on the day and that have opened by then.
  virtual std::vector<PersonTally> Tallies(Id organisation_id, const TallyQuery& query) const = 0;
  // When the last completion was recorded.
  virtual std::optional<absl::Time> LastCompletion(Id organisation_id) const = 0;
};

}  // namespace nanolearn
