#include "service/http/route_access.h"

namespace nanolearn::http {
namespace {

constexpr RouteAccess ForAnybody(absl::string_view method, absl::string_view pattern, absl::string_view change = "") {
  return {.method = method, .pattern = pattern, .door = Door::kAnybody, .change = change};
}

constexpr RouteAccess ForLink(absl::string_view method, absl::string_view pattern, absl::string_view change = "") {
  return {.method = method, .pattern = pattern, .door = Door::kLink, .change = change};
}

constexpr RouteAccess ForDirectory(absl::string_view method, absl::string_view pattern, absl::string_view change = "") {
  return {.method = method, .pattern = pattern, .door = Door::kDirectory, .change = change};
}

constexpr RouteAccess ForSignedIn(absl::string_view method, absl::string_view pattern, absl::string_view change = "") {
  return {.method = method, .pattern = pattern, .door = Door::kSignedIn, .change = change};
}

constexpr RouteAccess ForUnits(Permission permission, absl::string_view method, absl::string_view pattern,
                               bool is_look, absl::string_view change = "") {
  return {method, pattern, Door::kSignedIn, Right::kUnits, permission, is_look, "units", change};
}

constexpr RouteAccess With(Permission permission, absl::string_view method, absl::string_view pattern, bool is_look,
                           absl::string_view collection = "", absl::string_view change = "") {
  return {method, pattern, Door::kSignedIn, Right::kPermission, permission, is_look, collection, change};
}

constexpr RouteAccess kRoutes[] = {
    ForAnybody("GET", "/healthz"),
    ForAnybody("GET", "/assets/{name}"),
    ForAnybody("GET", "/sw.js"),
    ForAnybody("GET", "/favicon.ico"),
    ForAnybody("GET", "/robots.txt"),

    ForAnybody("GET", "/"),
    ForAnybody("POST", "/code"),
    ForAnybody("GET", "/link"),
    ForAnybody("POST", "/link"),
    ForAnybody("GET", "/accessibility"),
    ForAnybody("GET", "/k"),
    ForAnybody("GET", "/k/{letters}"),
    ForAnybody("POST", "/k", "TakeScreenCode"),

    ForLink("GET", "/l/{code}"),
    ForLink("GET", "/l/{code}/mine"),
    ForLink("GET", "/l/{code}/accessibility"),
    ForLink("GET", "/l/{code}/pictures/{revision}/{path}"),
    ForLink("POST", "/l/{code}/start"),
    ForLink("POST", "/l/{code}/next"),
    ForLink("POST", "/l/{code}/answer"),
    ForLink("POST", "/l/{code}/complete", "RecordCompletion"),
    ForLink("POST", "/l/{code}/open"),
    ForLink("POST", "/l/{code}/language"),
    ForLink("POST", "/l/{code}/stay"),
    ForLink("POST", "/l/{code}/screen", "CreateScreenCode"),
    ForLink("POST", "/l/{code}/leave", "LeaveScreen"),

    ForAnybody("GET", "/sign-in"),
    ForAnybody("POST", "/sign-in"),
    ForAnybody("GET", "/sign-in/at/{organisation}"),
    ForAnybody("GET", "/sign-in/oidc"),
    ForAnybody("GET", "/sign-in/oidc/callback", "SignIn"),
    ForAnybody("GET", "/sign-in/{secret}"),
    ForAnybody("POST", "/sign-in/{secret}", "SignIn"),
    ForSignedIn("POST", "/sign-out", "SignOut"),
    ForSignedIn("POST", "/language"),

    // Pages that say what there is for whoever comes.
    {.method = "GET", .pattern = "/manage", .door = Door::kSignedIn, .is_look = true},  // at those who report directly
    ForSignedIn("GET", "/coordinate"),

    ForUnits(Permission::kReadCompliance, "GET", "/manage/units/{code}", false),
    ForUnits(Permission::kReadCompliance, "GET", "/manage/units/{code}/figures.csv", false),
    ForUnits(Permission::kReadAssignments, "GET", "/manage/units/{code}/late", true),
    ForUnits(Permission::kReadAssignments, "GET", "/manage/units/{code}/late.csv", true),
    ForUnits(Permission::kRemindPeople, "POST", "/manage/units/{code}/remind", true, "RemindPeople"),

    With(Permission::kReadCompliance, "GET", "/coordinate/programmes/{slug}", false, "programmes"),
    With(Permission::kReadCompliance, "GET", "/coordinate/questions", false),
    With(Permission::kReadSyncRuns, "GET", "/coordinate/runs/{id}", true, "syncRuns"),
    With(Permission::kReadSyncRuns, "GET", "/coordinate/runs/{id}/changes.csv", true, "syncRuns"),
    With(Permission::kSyncPeople, "POST", "/coordinate/runs/{id}/approve", false, "syncRuns", "ApproveSyncRun"),
    With(Permission::kSyncPeople, "POST", "/coordinate/runs/{id}/reject", false, "syncRuns", "RejectSyncRun"),
    With(Permission::kReadMails, "GET", "/coordinate/mails", true),
    With(Permission::kRetryMails, "POST", "/coordinate/mails/retry", true, "", "RetryMail"),

    ForDirectory("GET", "/scim/v2/ServiceProviderConfig"),
    ForDirectory("GET", "/scim/v2/ResourceTypes"),
    ForDirectory("GET", "/scim/v2/ResourceTypes/{id}"),
    ForDirectory("GET", "/scim/v2/Schemas"),
    ForDirectory("GET", "/scim/v2/Schemas/{id}"),
    ForDirectory("GET", "/scim/v2/Users"),
    ForDirectory("POST", "/scim/v2/Users", "CreateDirectoryUser"),
    ForDirectory("POST", "/scim/v2/Users/.search"),
    ForDirectory("GET", "/scim/v2/Users/{id}"),
    ForDirectory("PUT", "/scim/v2/Users/{id}", "UpdateDirectoryUser"),
    ForDirectory("PATCH", "/scim/v2/Users/{id}", "UpdateDirectoryUser"),
    ForDirectory("DELETE", "/scim/v2/Users/{id}", "DeleteDirectoryUser"),
    ForDirectory("GET", "/scim/v2/Groups"),
    ForDirectory("POST", "/scim/v2/Groups", "CreateDirectoryGroup"),
    ForDirectory("POST", "/scim/v2/Groups/.search"),
    ForDirectory("GET", "/scim/v2/Groups/{id}"),
    ForDirectory("PUT", "/scim/v2/Groups/{id}", "UpdateDirectoryGroup"),
    ForDirectory("PATCH", "/scim/v2/Groups/{id}", "UpdateDirectoryGroup"),
    ForDirectory("DELETE", "/scim/v2/Groups/{id}", "DeleteDirectoryGroup"),
    ForDirectory("POST", "/scim/v2/Bulk"),
    ForDirectory("POST", "/scim/v2/.search"),
    ForDirectory("GET", "/scim/v2/Me"),
    ForDirectory("POST", "/scim/v2/Me"),
    ForDirectory("PUT", "/scim/v2/Me"),
    ForDirectory("PATCH", "/scim/v2/Me"),
    ForDirectory("DELETE", "/scim/v2/Me"),
};

std::optional<Caller> Copy(const Caller* caller) { return caller ? std::optional(*caller) : std::nullopt; }

// Of whoever answers for units, by a grant or by the roster, or may see the whole organisation.
std::optional<Caller> UnitCaller(const WebUser& user, Permission permission) {
  for (const ManagedUnit& unit : user.units) {
    if (RoleAllows(unit.caller.token.role, permission)) return unit.caller;
  }
  return Copy(user.With(permission));
}

}  // namespace

absl::Span<const RouteAccess> RouteTable() { return kRoutes; }

const RouteAccess* AccessOf(absl::string_view method, absl::string_view pattern) {
  for (const RouteAccess& access : kRoutes) {
    if (access.method == method && access.pattern == pattern) return &access;
  }
  return nullptr;
}

std::optional<Caller> CallerFor(const RouteAccess& access, const WebUser& user) {
  return access.right == Right::kUnits ? UnitCaller(user, access.permission) : Copy(user.With(access.permission));
}

}  // namespace nanolearn::http
