#include "service/app/events.h"

#include <algorithm>

#include "service/app/event_reader.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr std::array<EventType, 5> kAllTypes = {EventType::kCompletionRecorded, EventType::kCompletionVoided,
                                                EventType::kAssignmentOverdue, EventType::kSyncHeld,
                                                EventType::kReportCreated};

}  // namespace

absl::StatusOr<EventList> Events::List(const Caller& caller, const EventListQuery& query) {
  if (query.limit < 0) return InvalidField("page_size", "must not be negative");
  const int limit = query.limit == 0 ? limits::kDefaultPageSize : std::min(query.limit, limits::kMaxPageSize);
  const absl::Span<const EventType> types =
      query.types.empty() ? absl::Span<const EventType>(kAllTypes) : query.types;
  EventList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, query.organisation, Permission::kReadEvents));
    list = {.last = tx.events().Last(org.id)};
    if (query.after > list.last) return InvalidField("after", "is greater than the last sequence there is");
    const EventBatch batch = ReadEvents(tx, org.id, query.after + 1, types, limit);
    list.events = DescribeEvents(tx, org, batch.events);
    list.cursor = batch.next_sequence - 1;
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
