#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "service/app/environment.h"

namespace nanolearn {

// What tells whether an organisation's figures of today may have become others since: another number of
// changes, or another day. Cheap, so that it can be asked for several times a second.
struct FigureVersion {
  uint64_t changes = 0;
  Date today;

  friend bool operator==(const FigureVersion&, const FigureVersion&) = default;
};
// For an organisation that is not there, that of no changes.
absl::StatusOr<FigureVersion> ReadFigureVersion(const Environment& env, const std::string& organisation);

}  // namespace nanolearn
