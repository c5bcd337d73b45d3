#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn {

enum class SourceKind { kFile, kDirectory };
// "FILE", "DIRECTORY".
absl::string_view SourceKindName(SourceKind kind);
std::optional<SourceKind> ParseSourceKind(absl::string_view name);

// What a person has one of, whatever the number of sources that say it.
enum class PersonAttribute { kName, kEmail, kPhone };
// "NAME", "EMAIL", "PHONE".
absl::string_view PersonAttributeName(PersonAttribute attribute);
std::optional<PersonAttribute> ParsePersonAttribute(absl::string_view name);

// Above these a run is held. Shares are percent; 100 holds nothing.
struct SyncGuards {
  int few_leavers = 10;  // so many in one run are never strange
  int max_leavers_percent = 10;
  int max_unit_leavers_percent = 50;
  int max_week_leavers_percent = 15;
  int max_refused_percent = 5;
  int max_rekeyed_percent = 20;

  friend bool operator==(const SyncGuards&, const SyncGuards&) = default;
};

// Where a staff list comes from.
struct Source {
  Id id = kNoId;  // grows with age
  std::string name;
  std::optional<Date> last_effective;  // of the newest run that was applied
  absl::Time last_sync_time = absl::InfinitePast();
  SourceKind kind = SourceKind::kFile;
  std::string owner_email;
  std::string mapping;  // TOML; empty: files come with their own
  int missing_runs = 1;
  SyncGuards guards;
  std::vector<PersonAttribute> preferred_for;  // ascending
  Id employee_number_source_id = kNoId;
  Id default_unit_id = kNoId;
  absl::Time last_file_time = absl::InfinitePast();
  uint64_t version = 1;

  bool IsPreferredFor(PersonAttribute attribute) const;
};

// INVALID_FIELD, with the path below "source." (such as "guards.few_leavers"), for settings that cannot be.
absl::Status CheckSourceSettings(const Source& source);

}  // namespace nanolearn
