#pragma once

#include <vector>

#include "service/app/compliance_scope.h"

namespace nanolearn {

// A page of the rows of an answer.
struct ComplianceRows {
  std::vector<ComplianceRow> rows;
  bool has_more = false;
};

// The rows from `first` on, at most `limit`; the scope has a unit. PERMISSION_DENIED / NOT_ALLOWED for a
// grouping that is not for callers from whom small groups are hidden.
absl::StatusOr<ComplianceRows> MakeRows(const ReadTransaction& tx, const ComplianceScope& scope,
                                        const ComplianceQuery& query, Role role, size_t first, size_t limit);

}  // namespace nanolearn
