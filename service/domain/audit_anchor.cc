#include "service/domain/audit_anchor.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/base/secret.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

using Words = std::vector<absl::string_view>;

constexpr char kInstallation[] = "installation";
constexpr char kNoOrganisation[] = "-";
constexpr size_t kHexDigits = 64;
// What is as long as this and of such digits alone was a hash, whatever has become of it.
constexpr size_t kLooksLikeAHash = 20;

bool IsHex(absl::string_view word) {
  return std::all_of(word.begin(), word.end(), [](unsigned char c) { return absl::ascii_isxdigit(c); });
}

std::optional<absl::Time> ReadTime(absl::string_view word) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, word, &time, &error)) return std::nullopt;
  return time;
}

// Before the number at `number` of a line of a file.
std::optional<Id> OrganisationBefore(const Words& words, size_t number) {
  if (number < 3 || !ReadTime(words[number - 3])) return std::nullopt;
  if (words[number - 1] == kNoOrganisation) return kNoId;
  return ParseId(words[number - 1]);
}

absl::Status NoAnchor(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(
      what, "; an anchor is a number and 64 hexadecimal digits, as audit head prints it"));
}

absl::StatusOr<AuditAnchor> AnchorAt(const Words& words, size_t hash) {
  if (words[hash].size() != kHexDigits) return NoAnchor(absl::StrCat("\"", words[hash], "\" was cut off or changed"));
  // `audit head` has said its name between, on a line of its own.
  const bool is_named = hash > 0 && absl::StartsWithIgnoreCase(words[hash - 1], "hash");
  const size_t number = hash - (is_named ? 2 : 1);
  AuditHead head{.hash = absl::HexStringToBytes(words[hash])};
  if (number >= words.size() || !absl::SimpleAtoi(words[number], &head.sequence)) {
    return NoAnchor(absl::StrCat("\"", words[hash], "\" has no number before it"));
  }
  return AuditAnchor(std::move(head), OrganisationBefore(words, number));
}

}  // namespace

std::string FormatAnchor(const AuditHead& head) { return absl::StrCat(head.sequence, " ", Hex(head.hash)); }

std::string AnchorLine(absl::Time time, Id organisation_id, absl::string_view slug, const AuditHead& head) {
  const bool is_installation = organisation_id == kNoId;
  return absl::StrCat(absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone()), " ",
                      is_installation ? kInstallation : OrganisationName(slug), " ",
                      is_installation ? kNoOrganisation : FormatId(organisation_id), " ", FormatAnchor(head));
}

std::optional<absl::Time> AnchorLineTime(absl::string_view line) {
  const absl::StatusOr<std::vector<AuditAnchor>> anchors = ParseAnchors(line);
  if (!anchors.ok() || !anchors->front().organisation_id) return std::nullopt;
  return ReadTime(line.substr(0, line.find(' ')));
}

absl::StatusOr<std::vector<AuditAnchor>> ParseAnchors(absl::string_view text) {
  // Mails are quoted by >, and programs put commas between.
  const Words words = absl::StrSplit(text, absl::ByAnyChar(" \t\r\n>,;\""), absl::SkipEmpty());
  std::vector<AuditAnchor> anchors;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() < kLooksLikeAHash || !IsHex(words[i])) continue;
    absl::StatusOr<AuditAnchor> anchor = AnchorAt(words, i);
    if (!anchor.ok()) return anchor.status();
    anchors.push_back(*std::move(anchor));
  }
  if (anchors.empty()) return NoAnchor("there is no anchor in it");
  return anchors;
}

}  // namespace nanolearn
