#include "service/domain/role.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace nanolearn {
namespace {

constexpr Role kRoles[] = {Role::kAdmin,   Role::kHr,      Role::kAuthor,
                           Role::kManager, Role::kAuditor, Role::kService};

struct Row {
  Permission permission;
  const char* name;
  bool allowed[6];  // as kRoles
};

// clang-format off
constexpr Row kTable[] = {
    //                                                          admin  hr  author manager auditor service
    {Permission::kManageInstallation, "manage the installation", {true, false, false, false, false, false}},
    {Permission::kReadOrganisation,   "read the organisation",   {true, true,  true,  true,  true,  true}},
    {Permission::kManageOrganisation, "manage the organisation", {true, false, false, false, false, false}},
    {Permission::kManageTokens,       "manage tokens",           {true, false, false, false, false, false}},
    {Permission::kManageGrants,       "manage access grants",    {true, false, false, false, false, false}},
    {Permission::kReadUnits,          "read units",              {true, true,  true,  true,  true,  true}},
    {Permission::kImportUnits,        "import units",            {true, true,  false, false, false, false}},
    {Permission::kReadPeople,         "read people",             {true, true,  false, true,  true,  true}},
    {Permission::kSyncPeople,         "sync people",             {true, true,  false, false, false, false}},
    {Permission::kReadSyncRuns,       "read runs and sources",   {true, true,  false, false, true,  false}},
    {Permission::kReadModules,        "read modules",            {true, true,  true,  true,  true,  true}},
    {Permission::kPublishModules,     "publish modules",         {true, false, true,  false, false, false}},
    {Permission::kReadProgrammes,     "read programmes",         {true, true,  true,  true,  true,  true}},
    {Permission::kManageProgrammes,   "manage programmes",       {true, false, true,  false, false, false}},
    {Permission::kPreviewProgrammes,  "try a programme out",     {true, true,  true,  true,  true,  true}},
    {Permission::kReadAssignments,    "read assignments",        {true, true,  false, true,  true,  true}},
    {Permission::kManageAssignments,  "decide about exceptions", {true, true,  false, false, false, false}},
    {Permission::kRemindPeople,       "remind people",           {true, true,  false, true,  false, false}},
    {Permission::kRecordCompletions,  "record completions",      {true, false, false, false, false, true}},
    {Permission::kReadCompletions,    "read completions",        {true, true,  false, true,  true,  true}},
    {Permission::kReadCompliance,     "read figures",            {true, true,  true,  true,  true,  true}},
    {Permission::kVerifyCompliance,   "recount the figures",     {true, false, false, false, true,  false}},
    {Permission::kReadReports,        "read reports",            {true, true,  true,  false, true,  false}},
    {Permission::kCreateReports,      "make reports",            {true, true,  true,  false, true,  false}},
    {Permission::kReadEvents,         "read events",             {true, false, false, false, true,  true}},
    {Permission::kManageSubscriptions, "manage subscriptions",   {true, false, false, false, false, false}},
    {Permission::kReadMails,          "read the outbox",         {true, true,  true,  false, true,  false}},
    {Permission::kRetryMails,         "send a mail again",       {true, true,  false, false, false, false}},
    {Permission::kManageMailTemplates, "change mails' words",    {true, false, true,  false, false, false}},
    {Permission::kManageLinks,        "make and end links",      {true, true,  false, false, false, true}},
    {Permission::kReadAudit,          "read the audit",          {true, false, false, false, true,  false}},
    {Permission::kExportPeople,       "export people",           {true, true,  false, false, false, false}},
    {Permission::kErasePeople,        "erase people",            {true, false, false, false, false, false}},
    {Permission::kReadRetention,      "see who would be erased", {true, true,  false, false, true,  false}},
};
// clang-format on

TEST(Role, HasThePermissionsOfTheTableAndNoOthers) {
  for (const Row& row : kTable) {
    for (size_t i = 0; i < std::size(kRoles); ++i) {
      EXPECT_EQ(RoleAllows(kRoles[i], row.permission), row.allowed[i])
          << RoleName(kRoles[i]) << " may " << row.name;
    }
  }
}

TEST(Role, HasARowInTheTableForEveryPermission) {
  for (size_t i = 0; i < std::size(kTable); ++i) EXPECT_EQ(static_cast<size_t>(kTable[i].permission), i);
  EXPECT_EQ(std::size(kTable), static_cast<size_t>(Permission::kReadRetention) + 1);
}

TEST(Role, HasANameThatLeadsBackToIt) {
  for (const Role role : kRoles) EXPECT_EQ(ParseRole(RoleName(role)), role);
  EXPECT_EQ(RoleName(Role::kAdmin), "ADMIN");
  EXPECT_EQ(RoleName(Role::kService), "SERVICE");
}

TEST(Role, IsNotKnownByOtherNames) {
  for (const char* name : {"", "admin", "ADMIN ", "ROOT", "ROLE_ADMIN"}) {
    EXPECT_EQ(ParseRole(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace nanolearn
