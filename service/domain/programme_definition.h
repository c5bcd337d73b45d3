#pragma once
// A programme in the terms of who writes it: units by code, modules by id, people by what they are called.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/domain/programme.h"

namespace nanolearn {

// An AudienceRule.
struct RuleDefinition {
  bool excepts = false;
  std::string unit_code;  // empty: any
  std::vector<EngagementKind> kinds;
  std::vector<RoleGroup> role_groups;
  std::vector<std::string> roles;
  bool requires_computer = false;
  std::vector<std::string> people;  // ids, addresses or SOURCE:KEY
  DateRange valid;                  // of a rule that is there; a new one has none of its own
};

struct ModuleDefinition {
  std::string slug;
  std::optional<Date> open_date;

  friend bool operator==(const ModuleDefinition&, const ModuleDefinition&) = default;
};

struct ProgrammeDefinition {
  std::string display_name;
  std::vector<ModuleDefinition> modules;  // in order
  std::vector<RuleDefinition> audience;
  Calendar calendar;
  MailRule mails;
};

std::vector<std::string> SlugsOf(const ProgrammeDefinition& programme);

// What can be said without the database: INVALID_ARGUMENT with a violation of a field of
// `programme`, in the API's terms.
absl::Status CheckDefinition(const ProgrammeDefinition& programme);

// "unit=G,kind=EMPLOYMENT,computer", "except,role=*vikarie*": a rule in short, as command lines take it.
std::string RuleText(const RuleDefinition& rule);

// Everything that is asked, in one text that is the same for the same definition.
std::string DefinitionText(const ProgrammeDefinition& programme);

}  // namespace nanolearn
