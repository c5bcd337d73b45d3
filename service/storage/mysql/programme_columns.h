#pragma once
// How a programme's choices stand in its columns: ENUMs by name, SETs as names between commas.

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/programme.h"

namespace nanolearn::mysql {

std::string CatchUpText(CatchUp catch_up);
CatchUp ReadCatchUp(const std::string& text);

std::string RecurrenceText(Recurrence recurrence);
Recurrence ReadRecurrence(const std::string& text);

// Without its ranges.
std::string QuietText(const QuietDays& quiet);
QuietDays ReadQuiet(const std::string& text);

std::string KindsText(absl::Span<const EngagementKind> kinds);
std::vector<EngagementKind> ReadKinds(const std::string& text);

std::string RoleGroupsText(absl::Span<const RoleGroup> groups);
std::vector<RoleGroup> ReadRoleGroups(const std::string& text);

// Days between commas.
std::string DaysText(absl::Span<const int> days);
std::vector<int> ReadDays(const std::string& text);

}  // namespace nanolearn::mysql
