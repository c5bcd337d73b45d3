#include "service/domain/source.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/email_address.h"

namespace nanolearn {
namespace {

constexpr std::array<absl::string_view, 2> kKinds = {"FILE", "DIRECTORY"};
constexpr std::array<absl::string_view, 3> kAttributes = {"NAME", "EMAIL", "PHONE"};

template <typename Enum, size_t N>
std::optional<Enum> Find(const std::array<absl::string_view, N>& names, absl::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

absl::Status CheckBetween(absl::string_view field, int value, int first, int last) {
  if (value >= first && value <= last) return absl::OkStatus();
  return InvalidField(absl::StrCat("source.", field), absl::StrCat("is ", first, " to ", last));
}

}  // namespace

absl::string_view SourceKindName(SourceKind kind) { return kKinds[static_cast<size_t>(kind)]; }

std::optional<SourceKind> ParseSourceKind(absl::string_view name) { return Find<SourceKind>(kKinds, name); }

absl::string_view PersonAttributeName(PersonAttribute attribute) {
  return kAttributes[static_cast<size_t>(attribute)];
}

std::optional<PersonAttribute> ParsePersonAttribute(absl::string_view name) {
  return Find<PersonAttribute>(kAttributes, name);
}

bool Source::IsPreferredFor(PersonAttribute attribute) const {
  return std::find(preferred_for.begin(), preferred_for.end(), attribute) != preferred_for.end();
}

absl::Status CheckSourceSettings(const Source& source) {
  if (!source.owner_email.empty() && !NormalizeEmailAddress(source.owner_email)) {
    return InvalidField("source.owner_email", "is no e-mail address; name@domain.example is expected");
  }
  const SyncGuards& guards = source.guards;
  RETURN_IF_ERROR(CheckBetween("missing_runs", source.missing_runs, 1, limits::kMaxMissingRuns));
  RETURN_IF_ERROR(CheckBetween("guards.few_leavers", guards.few_leavers, 0, 1000000));
  RETURN_IF_ERROR(CheckBetween("guards.max_leavers_percent", guards.max_leavers_percent, 0, 100));
  RETURN_IF_ERROR(CheckBetween("guards.max_unit_leavers_percent", guards.max_unit_leavers_percent, 0, 100));
  RETURN_IF_ERROR(CheckBetween("guards.max_week_leavers_percent", guards.max_week_leavers_percent, 0, 100));
  RETURN_IF_ERROR(CheckBetween("guards.max_refused_percent", guards.max_refused_percent, 0, 100));
  return CheckBetween("guards.max_rekeyed_percent", guards.max_rekeyed_percent, 0, 100);
}

}  // namespace nanolearn
