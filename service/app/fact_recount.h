#pragma once

#include "absl/types/span.h"
#include "service/domain/timeline.h"
#include "service/domain/unit_tree.h"
#include "service/storage/store.h"

namespace nanolearn {

// The figures of all units, subjects and kinds on these days, counted person by person from engagements,
// audiences and assignments as they are on each day. Knows nothing of timelines, so that it can judge what is
// made from them.
FigureChanges CountFacts(const ReadTransaction& tx, Id organisation_id, const UnitHistory& units,
                         absl::Span<const Date> days);

}  // namespace nanolearn
