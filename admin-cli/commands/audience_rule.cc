#include "admin-cli/commands/audience_rule.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "admin-cli/enums.h"
#include "admin-cli/errors.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

absl::Status ApplyPart(absl::string_view part, const Names& names, v1::AudienceRule& rule) {
  if (part == "computer") {
    rule.set_requires_computer(true);
  } else if (absl::ConsumePrefix(&part, "unit=") && rule.unit().empty()) {
    ASSIGN_OR_RETURN(*rule.mutable_unit(), names.Unit(part));
  } else if (absl::ConsumePrefix(&part, "kind=")) {
    ASSIGN_OR_RETURN(const auto kind, ParseEnum<v1::EngagementKind>(part));
    rule.add_kinds(kind);
  } else {
    return UsageError(absl::StrCat("\"", part, "\" is not part of a rule."));
  }
  return absl::OkStatus();
}

absl::Status BadRule(absl::string_view text, absl::string_view why) {
  return UsageError(
      absl::StrCat("--audience ", text, ": ", why,
                   " A rule is unit=CODE, one or more kind=KIND, and computer where only people "
                   "with one are meant: unit=G,kind=EMPLOYMENT,computer."));
}

}  // namespace

absl::StatusOr<v1::AudienceRule> ParseAudienceRule(absl::string_view text, const Names& names) {
  v1::AudienceRule rule;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    const absl::Status status = ApplyPart(absl::StripAsciiWhitespace(part), names, rule);
    if (!status.ok()) return BadRule(text, status.message());
  }
  if (rule.unit().empty()) return BadRule(text, "It names no unit.");
  if (rule.kinds().empty()) return BadRule(text, "It names no kind of engagement.");
  return rule;
}

std::string FormatAudienceRule(const v1::AudienceRule& rule) {
  std::string text = absl::StrCat("unit=", ShortId(rule.unit()));
  for (const int kind : rule.kinds()) {
    absl::StrAppend(&text, ",kind=", EnumText(static_cast<v1::EngagementKind>(kind)));
  }
  return absl::StrCat(text, rule.requires_computer() ? ",computer" : "");
}

}  // namespace nanolearn::cli
