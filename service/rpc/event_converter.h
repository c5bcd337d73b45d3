#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "nanolearn/v1/event.pb.h"
#include "service/domain/event_details.h"

namespace nanolearn::rpc {

v1::EventType ToProto(EventType type);
v1::Event ToProto(const EventDetails& details);

// A violation of `field` for a number that is not known here and for UNSPECIFIED.
absl::StatusOr<std::vector<EventType>> ReadEventTypes(const google::protobuf::RepeatedField<int>& types,
                                                      absl::string_view field);

}  // namespace nanolearn::rpc
