#pragma once
// Audience rules as text: "unit=G,kind=EMPLOYMENT,computer".

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "admin-cli/names.h"
#include "nanolearn/v1/programme.pb.h"

namespace nanolearn::cli {

// kind=, group=, role= and person= may stand several times; wrong usage says what a rule looks like.
absl::StatusOr<v1::AudienceRule> ParseAudienceRule(absl::string_view text, const Names& names);
// The same form back.
std::string FormatAudienceRule(const v1::AudienceRule& rule);

}  // namespace nanolearn::cli
