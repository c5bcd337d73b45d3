#pragma once
// The one table of who may open what, and what is written down of it.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/app/sign_ins.h"
#include "service/domain/role.h"

namespace nanolearn::http {

// What a request has to show.
enum class Door {
  kAnybody,    // nothing
  kLink,       // a lesson's link, which is in the address
  kSignedIn,   // the cookie of somebody who is signed in
  kDirectory,  // a directory's token
};

// What somebody who is signed in must have besides.
enum class Right {
  kNone,
  kUnits,       // a unit to answer for, in a role with the route's permission, or a grant with it for everything
  kPermission,  // a grant with the route's permission
};

struct RouteAccess {
  absl::string_view method;
  absl::string_view pattern;
  Door door;
  Right right = Right::kNone;
  Permission permission = Permission::kReadOrganisation;  // of Right::kUnits and kPermission
  bool is_look = false;                                   // at individuals: the audit keeps that it was opened
  absl::string_view collection = "";                      // of what the first parameter names
  // The action that the audit has of what it changes, written by the operation. Empty: nothing but the steps of somebody's own lesson, the
  // language of their pages, and what they have asked to be mailed.
  absl::string_view change = "";
};

// Every route of the server.
absl::Span<const RouteAccess> RouteTable();
// Null for a route that is not in the table, which nobody may open.
const RouteAccess* AccessOf(absl::string_view method, absl::string_view pattern);

// As whom somebody who is signed in opens a route with a right; nothing when they may not.
std::optional<Caller> CallerFor(const RouteAccess& access, const WebUser& user);

}  // namespace nanolearn::http
