#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/server/embedded/embedded_database.h"

namespace nanolearn {

// Does again what these binary logs say, the first from `position` on, up to what was committed in the second of
// `until`. Temporary files are made in `folder`. Returns the last log when it ends in the middle of a transaction,
// which is left out; else nothing.
absl::StatusOr<std::string> ReplayBinlogs(const EmbeddedDatabase& database, const std::vector<std::string>& logs,
                                          uint64_t position, absl::Time until, const std::string& folder);

}  // namespace nanolearn
