#include "service/domain/event.h"

#include <array>
#include <utility>

namespace nanolearn {
namespace {

constexpr std::array<std::pair<EventType, absl::string_view>, 5> kNames = {{
    {EventType::kCompletionRecorded, "COMPLETION_RECORDED"},
    {EventType::kCompletionVoided, "COMPLETION_VOIDED"},
    {EventType::kAssignmentOverdue, "ASSIGNMENT_OVERDUE"},
    {EventType::kSyncHeld, "SYNC_HELD"},
    {EventType::kReportCreated, "REPORT_CREATED"},
}};

}  // namespace

absl::string_view EventTypeName(EventType type) { return kNames[static_cast<size_t>(type)].second; }

std::optional<EventType> ParseEventType(absl::string_view name) {
  for (const auto& [type, known] : kNames) {
    if (known == name) return type;
  }
  return std::nullopt;
}

}  // namespace nanolearn
