#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"

namespace nanolearn {

// Somebody who reports to a manager directly, and how their lessons stand.
struct ManagedPerson {
  Id id = kNoId;
  std::string name;
  int completed = 0;
  int open = 0;  // and not yet due
  int overdue = 0;
  std::optional<Date> next_due;  // of the open
};

struct ManagedPeopleList {
  Date day;
  std::vector<ManagedPerson> people;  // by family name, at most kMaxManagedPeople
  int more = 0;                       // left out because there are too many
  int protected_left_out = 0;         // people who are not named
};

inline constexpr size_t kMaxManagedPeople = 500;

// The people of a manager by the roster. Thread-safe.
class ManagedPeople {
 public:
  explicit ManagedPeople(const Environment& env) : env_(env) {}

  // PERMISSION_DENIED / OUTSIDE_LINE for a caller who is no manager by the roster.
  absl::StatusOr<ManagedPeopleList> List(const Caller& caller, const std::string& organisation);

 private:
  Environment env_;
};

}  // namespace nanolearn
