#pragma once

#include <optional>

#include "absl/strings/string_view.h"

namespace nanolearn {

enum class Role { kAdmin, kHr, kAuthor, kManager, kAuditor, kService };

// "ADMIN", "HR", ...
absl::string_view RoleName(Role role);
std::optional<Role> ParseRole(absl::string_view name);

// Whether it makes sense for one unit and what is below: of it these see people, figures and reports. What authors and administrators do
// concerns the whole organisation.
bool IsForUnits(Role role);

// What an operation needs. Which role has what is one table, in role.cc.
enum class Permission {
  kManageInstallation,  // only a token of the installation, whatever its role
  kReadOrganisation,
  kManageOrganisation,
  kManageTokens,
  kManageGrants,
  kReadUnits,
  kImportUnits,
  kReadPeople,
  kSyncPeople,
  kReadSyncRuns,
  kReadModules,
  kPublishModules,
  kReadProgrammes,
  kManageProgrammes,
  kPreviewProgrammes,  // who would be in one; names need kReadPeople too
  kReadAssignments,
  kManageAssignments,
  kRemindPeople,
  kRecordCompletions,
  kReadCompletions,
  kReadCompliance,
  kVerifyCompliance,
  kReadReports,
  kCreateReports,
  kReadEvents,
  kManageSubscriptions,
  kReadMails,
  kRetryMails,
  kManageMailTemplates,
  kManageLinks,
  kReadAudit,
  kExportPeople,   // all that is known of somebody, and extracts
  kErasePeople,    // also by the rule for those who left
  kReadRetention,
};
bool RoleAllows(Role role, Permission permission);

}  // namespace nanolearn
