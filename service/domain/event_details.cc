#include "service/domain/event_details.h"

#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

absl::string_view CollectionOf(EventType type) {
  switch (type) {
    case EventType::kCompletionRecorded:
    case EventType::kCompletionVoided:
      return "completions";
    case EventType::kAssignmentOverdue:
      return "assignments";
    case EventType::kSyncHeld:
      return "syncRuns";
    case EventType::kReportCreated:
      return "reports";
  }
  return "";
}

}  // namespace

std::string EventSubjectName(const EventDetails& details) {
  return ResourceName(details.organisation, CollectionOf(details.event.type), details.event.subject_id);
}

}  // namespace nanolearn
