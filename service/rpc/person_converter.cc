#include "service/rpc/person_converter.h"

#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the one below

v1::Engagement ToProto(const EngagementView& view, const std::string& organisation) {
  const EngagementFacts& facts = view.facts;
  v1::Engagement proto;
  proto.set_unit(UnitName(organisation, view.unit_code));
  proto.set_unit_display_name(view.unit_name);
  proto.set_kind(ToProto(facts.kind));
  proto.set_role(facts.role);
  proto.set_source(view.source);
  proto.set_start_date(FormatDate(facts.period.from));
  proto.set_end_date(LastDay(facts.period));
  proto.set_has_computer(facts.has_computer);
  if (!facts.leave.empty()) {
    proto.set_leave_start_date(FormatDate(facts.leave.from));
    proto.set_leave_end_date(LastDay(facts.leave));
  }
  return proto;
}

}  // namespace

v1::Person ToProto(const PersonView& view, const std::string& organisation) {
  const PersonAttributes& attributes = view.person.attributes;
  v1::Person proto;
  proto.set_name(ResourceName(organisation, "people", view.person.id));
  proto.set_given_name(attributes.given_name);
  proto.set_family_name(attributes.family_name);
  proto.set_email(attributes.email);
  proto.set_phone(attributes.phone);
  proto.set_protected_identity(attributes.protected_identity);
  if (view.merged_into != kNoId) {
    proto.set_merged_into(ResourceName(organisation, "people", view.merged_into));
  }
  for (const EngagementView& engagement : view.engagements) {
    *proto.add_engagements() = ToProto(engagement, organisation);
  }
  return proto;
}

}  // namespace nanolearn::rpc
