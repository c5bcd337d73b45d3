#pragma once
// What a manager by the roster could work out of others: they know how each of their own people stands, so that of a
// unit's figures what is left without those must not be a small group either.

#include <vector>

#include "service/app/compliance_scope.h"

namespace nanolearn {

// The node where what the scope's manager sees begins, at or above the scope's.
int TopOf(const ComplianceScope& scope);

// `hidden` from those who know of nobody, for each node of the tree; with what is to be hidden from the scope's
// manager too.
std::vector<bool> HiddenFromManager(const ReadTransaction& tx, const ComplianceScope& scope,
                                    std::vector<bool> hidden);

}  // namespace nanolearn
