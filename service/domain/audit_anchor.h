#pragma once
// How far a chain went at some time, kept where the server cannot reach. Pure.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/domain/audit_chain.h"

namespace nanolearn {

struct AuditAnchor {
  AuditAnchor(AuditHead head, std::optional<Id> organisation_id = std::nullopt)
      : head(std::move(head)), organisation_id(organisation_id) {}

  AuditHead head;
  std::optional<Id> organisation_id;  // whose chain, kNoId for the installation's; nothing: it does not say
};

// "1200 5f0c...".
std::string FormatAnchor(const AuditHead& head);
// A line of a file of anchors: "2026-11-24T11:00:00Z organisations/alvnas 0c5q... 1200 5f0c...". `slug` is empty for the installation.
std::string AnchorLine(absl::Time time, Id organisation_id, absl::string_view slug, const AuditHead& head);
// When such a line was written; nothing for other text.
std::optional<absl::Time> AnchorLineTime(absl::string_view line);

// All in a text, in whichever form they were kept: what audit head printed, lines of a file of anchors, or a mail as somebody has pasted it,
// whose words between are passed over. INVALID_ARGUMENT when there is none, or one is cut off.
absl::StatusOr<std::vector<AuditAnchor>> ParseAnchors(absl::string_view text);

}  // namespace nanolearn
