#include "service/storage/mysql/programme_columns.h"

#include <algorithm>
#include <array>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace nanolearn::mysql {
namespace {

// In the order of the enums.
constexpr std::array<const char*, 3> kCatchUps = {"ALL", "PACED", "NONE"};
constexpr std::array<const char*, 4> kRecurrences = {"ONCE", "FROM_COMPLETION", "FROM_EXPIRY", "FIXED"};

// The columns hold nothing but these names.
template <typename Enum, size_t N>
Enum Read(const std::array<const char*, N>& names, const std::string& text) {
  const auto found = std::find(names.begin(), names.end(), text);
  return static_cast<Enum>(found == names.end() ? 0 : found - names.begin());
}

std::vector<std::string> Names(const std::string& set) { return absl::StrSplit(set, ',', absl::SkipEmpty()); }

}  // namespace

std::string CatchUpText(CatchUp catch_up) { return kCatchUps[static_cast<size_t>(catch_up)]; }
CatchUp ReadCatchUp(const std::string& text) { return Read<CatchUp>(kCatchUps, text); }

std::string RecurrenceText(Recurrence recurrence) { return kRecurrences[static_cast<size_t>(recurrence)]; }
Recurrence ReadRecurrence(const std::string& text) { return Read<Recurrence>(kRecurrences, text); }

std::string QuietText(const QuietDays& quiet) {
  std::vector<std::string> names;
  if (quiet.weekends) names.push_back("WEEKENDS");
  if (quiet.holidays) names.push_back("HOLIDAYS");
  if (quiet.july) names.push_back("JULY");
  return absl::StrJoin(names, ",");
}

QuietDays ReadQuiet(const std::string& text) {
  QuietDays quiet;
  for (const std::string& name : Names(text)) {
    quiet.weekends |= name == "WEEKENDS";
    quiet.holidays |= name == "HOLIDAYS";
    quiet.july |= name == "JULY";
  }
  return quiet;
}

std::string KindsText(absl::Span<const EngagementKind> kinds) {
  return absl::StrJoin(kinds, ",", [](std::string* text, EngagementKind kind) {
    absl::StrAppend(text, EngagementKindName(kind));
  });
}

std::vector<EngagementKind> ReadKinds(const std::string& text) {
  std::vector<EngagementKind> kinds;
  for (const std::string& name : Names(text)) kinds.push_back(ParseEngagementKind(name).value());
  return kinds;
}

std::string RoleGroupsText(absl::Span<const RoleGroup> groups) {
  return absl::StrJoin(
      groups, ",", [](std::string* text, RoleGroup group) { absl::StrAppend(text, RoleGroupName(group)); });
}

std::vector<RoleGroup> ReadRoleGroups(const std::string& text) {
  std::vector<RoleGroup> groups;
  for (const std::string& name : Names(text)) groups.push_back(ParseRoleGroup(name).value());
  return groups;
}

std::string DaysText(absl::Span<const int> days) { return absl::StrJoin(days, ","); }

std::vector<int> ReadDays(const std::string& text) {
  std::vector<int> days;
  for (const std::string& day : Names(text)) {
    int number = 0;  // the column holds nothing but numbers
    if (absl::SimpleAtoi(day, &number)) days.push_back(number);
  }
  return days;
}

}  // namespace nanolearn::mysql
