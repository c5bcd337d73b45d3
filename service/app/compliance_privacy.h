#pragma once
// Which rows are hidden from callers who may not know about individuals; see domain/small_groups.h. All of it
// looks at the whole tree, so that answers about its parts agree.

#include <vector>

#include "service/app/compliance_counter.h"
#include "service/app/compliance_facts.h"

namespace nanolearn {

// For each node of the tree whether its figures are hidden from those who know of nobody.
std::vector<bool> HiddenUnits(const ReadTransaction& tx, const ComplianceScope& scope);

// Whether they are hidden from the scope's reader; see manager_privacy.h. In a tree of many units as it was up
// to ten minutes ago, or for past days half an hour ago. A group that has become small meanwhile is told by
// IsSmallGroup.
std::vector<bool> HiddenUnitsLately(const ReadTransaction& tx, const ComplianceScope& scope);
bool IsSmallGroup(const ComplianceScope& scope, const ComplianceCounts& counts);

// For each kind whether its row of the scope's unit is hidden: from the unit's other kinds, and from the same
// kind in the units above, beside and below.
std::vector<bool> HiddenKinds(const ReadTransaction& tx, const ComplianceScope& scope);

// For each of these modules or else programmes of the scope's unit whether its row is hidden.
std::vector<bool> HiddenSubjectsOf(const ReadTransaction& tx, const ComplianceScope& scope,
                                   absl::Span<const SubjectCounts> subjects, bool by_module);

// The same for whatever `keys_of` counts the scope's assignments under: each subject's id is a key. Read from
// the facts of the whole organisation.
std::vector<bool> HiddenKeys(const ReadTransaction& tx, const ComplianceScope& scope,
                             absl::Span<const SubjectCounts> subjects, const TallyKeys& keys_of);

}  // namespace nanolearn
