#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "service/domain/person.h"
#include "service/domain/scim/attribute_path.h"

namespace nanolearn::scim {

// Brings what a directory sent into the form that is kept: known names in their case, `active` a boolean,
// lists lists, nothing that only the server says. What nobody here knows stays as it came. invalidValue for
// what cannot be.
absl::Status NormaliseUser(Json& user);
absl::Status NormaliseGroup(Json& group);
// Where a change of a user says nothing of whether it is active, that stays as it was. A new user is active
// unless it says otherwise.
void KeepActive(const Json& before, Json& user);

// What of a user counts here.
struct UserFacts {
  bool active = true;
  std::string user_name;
  std::string external_id;
  std::string employee_number;
  std::string display_name;
  std::string work_email;
  bool has_several_emails = false;  // with the type work
  PersonAttributes attributes;
  std::string title;
  std::string department;
  std::string manager_id;
};
UserFacts FactsOf(const Json& user);

// A text of a resource's core; "" when there is none.
std::string TextOf(const Json& resource, absl::string_view name);

}  // namespace nanolearn::scim
