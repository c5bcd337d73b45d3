#include "service/domain/role.h"

#include <array>
#include <initializer_list>
#include <utility>

namespace nanolearn {
namespace {

constexpr std::array<std::pair<Role, absl::string_view>, 6> kNames = {{
    {Role::kAdmin, "ADMIN"},
    {Role::kHr, "HR"},
    {Role::kAuthor, "AUTHOR"},
    {Role::kManager, "MANAGER"},
    {Role::kAuditor, "AUDITOR"},
    {Role::kService, "SERVICE"},
}};

bool OneOf(Role role, std::initializer_list<Role> roles) {
  for (const Role r : roles) {
    if (r == role) return true;
  }
  return false;
}

}  // namespace

absl::string_view RoleName(Role role) { return kNames[static_cast<size_t>(role)].second; }

std::optional<Role> ParseRole(absl::string_view name) {
  for (const auto& [role, known] : kNames) {
    if (known == name) return role;
  }
  return std::nullopt;
}

bool IsForUnits(Role role) { return OneOf(role, {Role::kHr, Role::kManager, Role::kAuditor}); }

bool RoleAllows(Role role, Permission permission) {
  if (role == Role::kAdmin) return true;
  switch (permission) {
    case Permission::kReadOrganisation:
    case Permission::kReadUnits:
    case Permission::kReadModules:
    case Permission::kReadProgrammes:
    case Permission::kReadCompliance:
      return true;
    case Permission::kImportUnits:
    case Permission::kSyncPeople:
    case Permission::kExportPeople:
    case Permission::kManageAssignments:
    case Permission::kRetryMails:
      return role == Role::kHr;
    case Permission::kReadSyncRuns:
    case Permission::kReadRetention:
      return OneOf(role, {Role::kHr, Role::kAuditor});
    case Permission::kVerifyCompliance:
    case Permission::kReadAudit:
      return role == Role::kAuditor;
    case Permission::kReadReports:
    case Permission::kCreateReports:
    case Permission::kReadMails:
      return OneOf(role, {Role::kHr, Role::kAuthor, Role::kAuditor});
    case Permission::kPublishModules:
    case Permission::kManageProgrammes:
    case Permission::kManageMailTemplates:
      return role == Role::kAuthor;
    case Permission::kRecordCompletions:
      return role == Role::kService;
    case Permission::kReadPeople:
    case Permission::kReadAssignments:  // they have people's names
    case Permission::kReadCompletions:
      return OneOf(role, {Role::kHr, Role::kManager, Role::kAuditor, Role::kService});
    case Permission::kPreviewProgrammes:
      return role != Role::kAdmin;
    case Permission::kRemindPeople:
      return OneOf(role, {Role::kHr, Role::kManager});
    case Permission::kManageLinks:
      return OneOf(role, {Role::kHr, Role::kService});
    case Permission::kReadEvents:
      return OneOf(role, {Role::kAuditor, Role::kService});
    case Permission::kManageInstallation:
    case Permission::kManageOrganisation:
    case Permission::kManageTokens:
    case Permission::kManageGrants:
    case Permission::kManageSubscriptions:
    case Permission::kErasePeople:
      return false;
  }
  return false;
}

}  // namespace nanolearn
