#pragma once

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "service/app/access.h"

namespace nanolearn {

// Tells of assignments that have become overdue, day by day up to today: once of each assignment and due
// date, whether several servers do it or days were missed. Whoever did not complete by the end of the due day
// is told of, also if it is done the day after. Used by one thread.
class OverdueEvents {
 public:
  explicit OverdueEvents(const Environment& env) : env_(env) {}

  struct Step {
    int told = 0;
    bool may_be_more = false;  // false: everything up to today has been told of
  };
  // Looks at some hundred assignments, in a transaction of its own. A crash in between only means that the
  // day is gone through again.
  absl::StatusOr<Step> Next(const Organisation& organisation);

 private:
  // Where this server is in a day.
  struct Progress {
    Date day;
    int cause = 0;  // an index into the causes
    Id after = kNoId;
  };

  // The first day that has not been told of.
  absl::StatusOr<Date> NextDay(const Organisation& organisation) const;
  absl::StatusOr<Step> Tell(const Organisation& organisation, Progress& progress) const;
  absl::Status Finish(const Organisation& organisation, Date day) const;

  Environment env_;
  absl::flat_hash_map<Id, Progress> progress_;  // by organisation
};

}  // namespace nanolearn
