// Exports of the audit, checked without trust in whoever wrote them: what is called whole is what was written.

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/domain/audit_export.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

constexpr Id kAudited = 77;

struct AuditFile {
  std::string text;
  AuditHead head = EmptyAuditChain();
};

// A chain with an entry for each line.
AuditFile AuditFileOf(absl::string_view lines) {
  AuditFile file{.text = AuditFileStart(kAudited)};
  for (const absl::string_view line : absl::StrSplit(lines, '\n')) {
    AuditEntry entry{.action = std::string(line.substr(0, 40)), .details = {{"text", std::string(line)}}};
    Extend(kAudited, file.head, entry);
    absl::StrAppend(&file.text, "\n", AuditFileLine(kAudited, entry, file.head.hash));
  }
  absl::StrAppend(&file.text, "\n", AuditFileEnd(file.head));
  return file;
}

bool IsWhole(absl::string_view text, const AuditAnchor& anchor) {
  AuditVerifier verifier(std::vector<AuditAnchor>{anchor});
  for (const absl::string_view line : absl::StrSplit(text, '\n')) verifier.Add(line);
  verifier.Finish();
  return verifier.problem_count() == 0;
}

// What says who did what, as it stands in the file.
std::vector<std::string> EntriesOf(absl::string_view text) {
  std::vector<std::string> entries;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::StartsWith(line, "{\"entry\"")) entries.emplace_back(line.substr(0, line.rfind(",\"hash\"")));
  }
  return entries;
}

// In whichever form: an anchor that is written is read as it was.
void RequireAnchors(absl::string_view text) {
  const absl::StatusOr<std::vector<AuditAnchor>> anchors = ParseAnchors(text);
  if (!anchors.ok()) return;
  REQUIRE(!anchors->empty());
  for (const AuditAnchor& anchor : *anchors) {
    const auto again = ParseAnchors(FormatAnchor(anchor.head));
    REQUIRE(again.ok() && again->size() == 1 && again->front().head == anchor.head);
    const Id id = anchor.organisation_id.value_or(kNoId);
    const auto line = ParseAnchors(AnchorLine(absl::UnixEpoch(), id, id == kNoId ? "" : "alvnas", anchor.head));
    REQUIRE(line.ok() && line->size() == 1 && line->front().head == anchor.head && line->front().organisation_id == id);
  }
}

// With some bytes from a place on exchanged for others: two bytes say where, one how many, the rest what stands there then.
std::string Forged(std::string text, absl::string_view edit) {
  const size_t high = fuzz::TakeByte(edit), low = fuzz::TakeByte(edit), count = fuzz::TakeByte(edit);
  const size_t place = high * 256 + low;
  return place > text.size() ? text : text.replace(place, count, std::string(edit));
}

FUZZ_TARGET(audit) {
  REQUIRE(!IsWhole(bytes, AuditHead{3, std::string(32, 'a')}));  // the anchor is of no chain
  RequireAnchors(bytes);
  (void)AnchorLineTime(bytes);
  const AuditFile file = AuditFileOf(fuzz::TakeUntil('\0', bytes));
  const AuditAnchor anchor(file.head, kAudited);
  REQUIRE(IsWhole(file.text, anchor));
  const std::string forged = Forged(file.text, bytes);
  if (IsWhole(forged, anchor)) REQUIRE(EntriesOf(forged) == EntriesOf(file.text));
}

}  // namespace
}  // namespace nanolearn
