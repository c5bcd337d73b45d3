#pragma once
// The units of somebody who is signed in, as a manager's pages show them.

#include <string>
#include <vector>

#include "service/app/operations.h"
#include "service/pages/manage_views.h"

namespace nanolearn::http {

// A unit that somebody may look at, and as whom.
struct UnitAccess {
  Caller caller;
  std::string code;  // empty: the whole organisation
};

// Where somebody's trees begin: the units they answer for, and everything for those who may read the figures
// of the whole organisation.
std::vector<UnitAccess> UnitsOf(const WebUser& user);

// Whether there is anything on a manager's pages.
bool Manages(const WebUser& user);

// Who is late may be shown.
bool CanNameLate(const Caller& caller);

absl::StatusOr<pages::ManageOverview> GatherOverview(Operations& operations, const WebUser& user);

// One unit below those of `user`. NOT_FOUND when there is none, or it is not theirs.
absl::StatusOr<pages::ManageUnit> GatherUnit(Operations& operations, const WebUser& user,
                                             const std::string& code);

// As whom `user` may look at this unit, with its figures and those of `below` units right below it. NOT_FOUND
// when nobody may.
struct FoundUnit {
  UnitAccess access;
  ComplianceReport report;  // the unit itself is its first row

  const ComplianceRow& row() const { return report.rows.front(); }
};
absl::StatusOr<FoundUnit> FindUnit(Operations& operations, const WebUser& user, const std::string& code,
                                   int below = 0);

// A file with the figures of the unit and of all below it, as tables are read in the user's language.
absl::StatusOr<std::string> FiguresFile(Operations& operations, const WebUser& user, const std::string& code);

}  // namespace nanolearn::http
