#pragma once
// Figures on days: sums of what changed in years, months and days before, and of what is not folded yet.

#include <vector>

#include "absl/types/span.h"
#include "service/storage/figure_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

// By unit, subject and kinds; none that are all zero.
std::vector<FigureRow> FiguresOn(Session& session, Id organisation_id, absl::Span<const Id> unit_ids,
                                 absl::Span<const Id> subject_ids, Date day);
// By day and kinds. `days` ascend.
std::vector<FigureRow> FiguresOnDays(Session& session, Id organisation_id, Id unit_id, Id subject_id,
                                     absl::Span<const Date> days);

}  // namespace nanolearn::mysql
