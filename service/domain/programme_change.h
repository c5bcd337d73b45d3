#pragma once
// What may become of a programme that is there: what has been counted stays as it was.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/domain/programme.h"

namespace nanolearn {

struct ProgrammeChange {
  const Programme& before;
  // Of `after`, the rules of the audience are those that are to hold, without days of their own.
  const Programme& after;
  Date today;
  bool changes_audience = false;     // else the audience stays as it is
  Date effective;                    // the day from which other rules hold
  std::vector<std::string> modules;  // the slugs of `after`, for messages
};

// The programme with the change: other rules hold from the effective day on. FAILED_PRECONDITION /
// PROGRAMME_STARTED for what would change the past or what has opened; INVALID_FIELD for an effective day in
// the past.
absl::StatusOr<Programme> ApplyChange(const ProgrammeChange& change);

}  // namespace nanolearn
