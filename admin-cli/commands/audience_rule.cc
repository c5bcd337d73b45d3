#include "admin-cli/commands/audience_rule.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "admin-cli/enums.h"
#include "admin-cli/errors.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

constexpr int kFewPeople = 3;  // more are only counted

absl::Status ApplyPart(absl::string_view part, const Names& names, v1::AudienceRule& rule) {
  if (part == "computer") {
    rule.set_requires_computer(true);
  } else if (part == "except") {
    rule.set_excepts(true);
  } else if (absl::ConsumePrefix(&part, "unit=") && rule.unit().empty()) {
    ASSIGN_OR_RETURN(*rule.mutable_unit(), names.Unit(part));
  } else if (absl::ConsumePrefix(&part, "kind=")) {
    ASSIGN_OR_RETURN(const auto kind, ParseEnum<v1::EngagementKind>(part));
    rule.add_kinds(kind);
  } else if (absl::ConsumePrefix(&part, "group=")) {
    ASSIGN_OR_RETURN(const auto group, ParseEnum<v1::RoleGroup>(part));
    rule.add_role_groups(group);
  } else if (absl::ConsumePrefix(&part, "role=") && !part.empty()) {
    rule.add_roles(std::string(part));
  } else if (absl::ConsumePrefix(&part, "person=") && !part.empty()) {
    rule.add_people(std::string(part));
  } else {
    return UsageError(absl::StrCat("\"", part, "\" is not part of a rule."));
  }
  return absl::OkStatus();
}

absl::Status BadRule(absl::string_view text, absl::string_view why) {
  return UsageError(absl::StrCat("--audience ", text, ": ", why,
                                 " A rule is made of unit=CODE, kind=KIND, group=GROUP, role=PATTERN, "
                                 "person=WHO, computer and except: unit=G,kind=EMPLOYMENT,computer."));
}

}  // namespace

absl::StatusOr<v1::AudienceRule> ParseAudienceRule(absl::string_view text, const Names& names) {
  v1::AudienceRule rule;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    const absl::Status status = ApplyPart(absl::StripAsciiWhitespace(part), names, rule);
    if (!status.ok()) return BadRule(text, status.message());
  }
  return rule;
}

std::string FormatAudienceRule(const v1::AudienceRule& rule) {
  std::vector<std::string> parts;
  if (rule.excepts()) parts.push_back("except");
  if (!rule.unit().empty()) parts.push_back(absl::StrCat("unit=", ShortId(rule.unit())));
  for (const int kind : rule.kinds()) {
    parts.push_back(absl::StrCat("kind=", EnumText(static_cast<v1::EngagementKind>(kind))));
  }
  for (const int group : rule.role_groups()) {
    parts.push_back(absl::StrCat("group=", EnumText(static_cast<v1::RoleGroup>(group))));
  }
  for (const std::string& role : rule.roles()) parts.push_back(absl::StrCat("role=", role));
  if (rule.requires_computer()) parts.push_back("computer");
  if (rule.people_size() > kFewPeople) {
    parts.push_back(absl::StrCat("one of ", rule.people_size(), " people"));
  } else {
    for (const std::string& person : rule.people()) parts.push_back(absl::StrCat("person=", ShortId(person)));
  }
  return absl::StrJoin(parts, ",");
}

}  // namespace nanolearn::cli
