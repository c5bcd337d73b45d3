#pragma once

#include <string>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/domain/organisation.h"
#include "service/storage/store.h"

namespace nanolearn {

// All that is known of one human, as a JSON object whose keys are always there and always the same. Times are RFC 3339 in UTC, days
// YYYY-MM-DD; the last day of a period that has no end is null. `people` are the human and who were merged into them.
std::string PersonRecord(const ReadTransaction& tx, const Organisation& organisation, absl::Span<const Id> people,
                         absl::Time now);

}  // namespace nanolearn
