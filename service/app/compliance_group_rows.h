#pragma once
// Rows that are counted from the facts: figures are not kept ahead by role, manager or topic.

#include <vector>

#include "service/app/compliance_scope.h"

namespace nanolearn {

// By role.
std::vector<ComplianceRow> RoleRows(const ReadTransaction& tx, const ComplianceScope& scope);
// In the order of RoleGroup, those that somebody has.
std::vector<ComplianceRow> RoleGroupRows(const ReadTransaction& tx, const ComplianceScope& scope);
// By name, protected identities after them and people without a manager last.
std::vector<ComplianceRow> ManagerRows(const ReadTransaction& tx, const ComplianceScope& scope);
// By topic; hides small groups.
std::vector<ComplianceRow> TopicRows(const ReadTransaction& tx, const ComplianceScope& scope);

}  // namespace nanolearn
