#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace nanolearn {

// What somebody is in a committee, a board or the assembly.
enum class RoleGroup { kChair, kViceChair, kMember, kSubstitute, kAuditor };

// "CHAIR", "VICE_CHAIR", "MEMBER", "SUBSTITUTE", "AUDITOR".
absl::string_view RoleGroupName(RoleGroup group);
std::optional<RoleGroup> ParseRoleGroup(absl::string_view name);

// What a role is called in a register, in Swedish or English: "Ordförande", "1:e vice ordförande", "Ledamot",
// "Ersättare", "Förtroendevald revisor". Nothing for others, such as job titles.
std::optional<RoleGroup> RoleGroupOf(absl::string_view role);

// Whether a role is called so, without regard to case; `*` stands for any letters, also none: "*chef*".
bool MatchesRole(absl::string_view pattern, absl::string_view role);

}  // namespace nanolearn
