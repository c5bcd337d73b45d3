#pragma once
// What somebody may do on the web, by their address: nothing of it is kept, so that rights follow the roster
// and end at once.

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/unit_trees.h"

namespace nanolearn {

// A unit that somebody answers for.
struct ManagedUnit {
  std::string code;
  std::string name;
  Caller caller;  // sees this unit and what is below
};

struct WebRights {
  Id person_id = kNoId;            // who has this address today; kNoId: nobody, or several
  std::vector<ManagedUnit> units;  // by grants, one for each role, and by the roster; empty: answers for none
  std::optional<Caller> manager;   // by the roster: for the people who report directly
  std::vector<Caller> callers;     // of grants for the whole organisation

  // Whether there is any reason to sign in.
  bool any() const { return !units.empty() || !callers.empty(); }
  // From where they act, of all callers.
  void SetAddress(const std::string& address);
};

// `organisation` as the transaction sees it. `email` in any case.
WebRights RightsOf(const ReadTransaction& tx, const Organisation& organisation, const std::string& email,
                   UnitTrees& trees, absl::Time now);

}  // namespace nanolearn
