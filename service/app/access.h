#pragma once
// Who calls, and what they may do.

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "service/app/environment.h"
#include "service/domain/audit_entry.h"
#include "service/domain/organisation.h"
#include "service/domain/token.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {

// Somebody with a valid token, or signed in on the web as one who had such a token.
struct Caller {
  Token token;
  // A manager by the roster, who may know only of people who report to them, directly or not; of all others small groups are hidden.
  // kNoId: everybody else. Authorise refuses such a caller whatever tells of people; an operation that looks at who reports to them asks for
  // another permission.
  Id manager_id = kNoId;
  // Who it is for the audit, and by which way; whoever has authenticated them says so.
  AuditOrigin origin;
  // The slug of the token's organisation, of somebody who may act in several ways.
  std::string organisation;
};

// The server itself, where nobody calls: may sync people in this organisation. `display_name` is what runs
// name as the one who decided.
Caller InternalCaller(const Organisation& organisation, absl::string_view display_name);

// Turns a secret into a caller. Keeps tokens for a second, so that a busy caller costs no query for each
// call; a token revoked through another server is refused at the latest a second later. Thread-safe.
class Authenticator {
 public:
  explicit Authenticator(const Environment& env) : env_(env) {}
  absl::StatusOr<Caller> Authenticate(const std::string& secret);
  // Forgets what it keeps: a token was revoked.
  void Forget();

 private:
  struct Known {
    Token token;
    absl::Time read_time;
  };

  Environment env_;
  std::mutex mutex_;  // for known_
  absl::flat_hash_map<std::string, Known> known_;
};

// The organisation, when the caller has `permission` in it; the answer to somebody who may not is the same
// whether it exists or not.
absl::StatusOr<Organisation> Authorise(const ReadTransaction& tx, const Caller& caller,
                                       const std::string& slug, Permission permission);

// As Authorise, for what concerns the whole organisation: a token with a unit is refused.
absl::StatusOr<Organisation> AuthoriseIn(const ReadTransaction& tx, const Caller& caller,
                                         const std::string& slug, Permission permission);

// As AuthoriseIn, in a transaction of its own.
absl::StatusOr<Organisation> AuthoriseWhole(const Environment& env, const Caller& caller,
                                            const std::string& slug, Permission permission);

// The node below which a call looks: the unit asked for, else the token's, else the first root.
// UNIT_NOT_FOUND when the unit does not exist on the tree's day, OUTSIDE_UNIT when the token does not cover
// it. -1 for a tree without units and no unit asked for.
absl::StatusOr<int> ScopeNode(const Caller& caller, const Organisation& organisation, const UnitTree& tree,
                              const std::string& unit_code);

// The ids of `node` and everything below it; empty when the node is the only root, which means "no limit".
std::vector<Id> UnitIdsBelow(const UnitTree& tree, int node);
// The same for lists of people. A caller with a unit has a limit also where the unit is the only root: who is in no unit, or must not be
// found by one, is not theirs.
std::vector<Id> UnitIdsFor(const Caller& caller, const UnitTree& tree, int node);

// The civil day it is now in the organisation.
Date Today(const Environment& env, const Organisation& organisation);
absl::TimeZone ZoneOf(const Organisation& organisation);

}  // namespace nanolearn
