#pragma once
// Putting changes of figures into the sums.

#include <vector>

#include "absl/types/span.h"
#include "service/storage/figure_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

// The organisation's state is locked by the caller. See FigureTable::Fold.
std::vector<FigureChange> FoldChanges(Session& session, Id organisation_id, int limit);
// Takes all figures out of the changes that wait; what else is in them stays.
void StripChanges(Session& session, Id organisation_id);

}  // namespace nanolearn::mysql
