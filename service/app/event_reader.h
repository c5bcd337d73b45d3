#pragma once

#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/domain/event_details.h"
#include "service/domain/organisation.h"
#include "service/storage/store.h"

namespace nanolearn {

// What is told of events.
std::vector<EventDetails> DescribeEvents(const ReadTransaction& tx, const Organisation& organisation,
                                         absl::Span<const Event> events);

// The next events of some types.
struct EventBatch {
  std::vector<Event> events;
  uint64_t next_sequence = 0;  // all before it have been looked at
};
EventBatch ReadEvents(const ReadTransaction& tx, Id organisation_id, uint64_t first_sequence,
                      absl::Span<const EventType> types, int limit);

}  // namespace nanolearn
