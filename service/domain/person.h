#pragma once

#include <string>

#include "service/base/id.h"

namespace nanolearn {

// What one source says of a person, apart from their engagements.
struct PersonAttributes {
  std::string given_name;
  std::string family_name;
  std::string email;
  std::string phone;
  bool protected_identity = false;

  friend bool operator==(const PersonAttributes&, const PersonAttributes&) = default;
};

// One human. The attributes are those of the oldest source that still names the person; the identity is
// protected if any source says so.
struct Person {
  Id id = kNoId;
  PersonAttributes attributes;
};

}  // namespace nanolearn
