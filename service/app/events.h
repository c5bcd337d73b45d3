#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/domain/event_details.h"

namespace nanolearn {

struct EventListQuery {
  std::string organisation;
  uint64_t after = 0;
  int limit = 0;                 // 0: 100
  std::vector<EventType> types;  // empty: all
};

struct EventList {
  std::vector<EventDetails> events;
  uint64_t cursor = 0;  // `after` of the next call
  uint64_t last = 0;    // the sequence of the last event there is
};

// What has happened; the errors are those of event_service.proto. Thread-safe.
class Events {
 public:
  explicit Events(const Environment& env) : env_(env) {}
  absl::StatusOr<EventList> List(const Caller& caller, const EventListQuery& query);

 private:
  Environment env_;
};

}  // namespace nanolearn
