#pragma once
// People write `VON`; the API wants `organisations/alvnas/units/VON`. Both are taken.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn::cli {

// The part after the last slash; empty for an empty name.
std::string ShortId(absl::string_view name);
// "organisations/alvnas" or "alvnas" -> "organisations/alvnas".
absl::StatusOr<std::string> OrganisationName(absl::string_view text);

// Full names in one organisation. An empty text stays empty: not asked for.
class Names {
 public:
  explicit Names(std::string organisation) : organisation_(std::move(organisation)) {}

  const std::string& parent() const { return organisation_; }
  absl::StatusOr<std::string> Unit(absl::string_view text) const { return Full("units", text); }
  absl::StatusOr<std::string> Person(absl::string_view text) const { return Full("people", text); }
  absl::StatusOr<std::string> Module(absl::string_view text) const { return Full("modules", text); }
  absl::StatusOr<std::string> Programme(absl::string_view text) const { return Full("programmes", text); }
  absl::StatusOr<std::string> Assignment(absl::string_view text) const { return Full("assignments", text); }
  absl::StatusOr<std::string> Completion(absl::string_view text) const { return Full("completions", text); }
  absl::StatusOr<std::string> Source(absl::string_view text) const { return Full("sources", text); }
  absl::StatusOr<std::string> Report(absl::string_view text) const { return Full("reports", text); }
  absl::StatusOr<std::string> ReportSchedule(absl::string_view text) const {
    return Full("reportSchedules", text);
  }
  absl::StatusOr<std::string> SyncRun(absl::string_view text) const { return Full("syncRuns", text); }
  absl::StatusOr<std::string> Token(absl::string_view text) const { return Full("tokens", text); }
  absl::StatusOr<std::string> AccessGrant(absl::string_view text) const { return Full("accessGrants", text); }
  absl::StatusOr<std::string> Mail(absl::string_view text) const { return Full("mails", text); }
  absl::StatusOr<std::string> Link(absl::string_view text) const { return Full("links", text); }
  absl::StatusOr<std::string> Subscription(absl::string_view text) const {
    return Full("subscriptions", text);
  }

 private:
  absl::StatusOr<std::string> Full(absl::string_view collection, absl::string_view text) const;

  std::string organisation_;  // "organisations/{id}"
};

}  // namespace nanolearn::cli
