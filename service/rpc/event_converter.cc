#include "service/rpc/event_converter.h"

#include <algorithm>
#include <iterator>

#include "service/base/error.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

// In the order of our enumeration.
constexpr v1::EventType kTypes[] = {v1::EVENT_TYPE_COMPLETION_RECORDED, v1::EVENT_TYPE_COMPLETION_VOIDED,
                                    v1::EVENT_TYPE_ASSIGNMENT_OVERDUE, v1::EVENT_TYPE_SYNC_HELD,
                                    v1::EVENT_TYPE_REPORT_CREATED};
static_assert(std::size(kTypes) == v1::EventType_ARRAYSIZE - 1);

void SetLearning(const EventDetails& details, v1::Event& proto) {
  const std::string& organisation = details.organisation;
  proto.set_assignment(ResourceName(organisation, "assignments", details.assignment_id));
  proto.set_module(ResourceName(organisation, "modules", details.module));
  proto.set_programme(ResourceName(organisation, "programmes", details.programme));
  proto.set_cycle(details.cycle);
  proto.set_due_date(FormatDate(details.due_date));
  proto.set_protected_identity(details.is_protected);
  if (!details.is_protected) proto.set_person(ResourceName(organisation, "people", details.person_id));
  for (const std::string& code : details.units) proto.add_units(UnitName(organisation, code));
  if (details.completion_id == kNoId) return;
  proto.set_completion(ResourceName(organisation, "completions", details.completion_id));
  proto.set_revision(details.revision);
  *proto.mutable_complete_time() = ToProto(details.complete_time);
  proto.set_late(details.late);
}

}  // namespace

v1::EventType ToProto(EventType type) { return kTypes[static_cast<size_t>(type)]; }

v1::Event ToProto(const EventDetails& details) {
  v1::Event proto;
  proto.set_sequence(static_cast<int64_t>(details.event.sequence));
  proto.set_type(ToProto(details.event.type));
  proto.set_subject(EventSubjectName(details));
  *proto.mutable_time() = ToProto(details.event.time);
  if (details.assignment_id != kNoId) SetLearning(details, proto);
  if (details.event.type == EventType::kSyncHeld) {
    proto.set_source(details.source);
    proto.set_effective_date(FormatDate(details.effective));
  }
  return proto;
}

absl::StatusOr<std::vector<EventType>> ReadEventTypes(const google::protobuf::RepeatedField<int>& types,
                                                      absl::string_view field) {
  std::vector<EventType> read;
  for (const int type : types) {
    const auto* const found = std::find(std::begin(kTypes), std::end(kTypes), type);
    if (found == std::end(kTypes)) return InvalidField(field, "has a type of event that is not known");
    read.push_back(static_cast<EventType>(found - std::begin(kTypes)));
  }
  return read;
}

}  // namespace nanolearn::rpc
