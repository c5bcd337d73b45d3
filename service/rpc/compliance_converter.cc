#include "service/rpc/compliance_converter.h"

#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

v1::AssignmentCounts ToProto(const AssignmentCounts& counts) {
  v1::AssignmentCounts proto;
  proto.set_assigned(counts.assigned);
  proto.set_completed(counts.completed);
  proto.set_completed_late(counts.completed_late);
  proto.set_overdue(counts.overdue);
  proto.set_not_yet_due(counts.not_yet_due);
  proto.set_waived(counts.waived);
  proto.set_paused(counts.paused);
  return proto;
}

void SetCounts(const ComplianceRow& row, v1::ComplianceRow& proto) {
  const ComplianceCounts& counts = row.counts;
  proto.set_hidden(row.hidden);
  if (row.hidden) return;
  proto.set_people(counts.people);
  proto.set_required(counts.required);
  proto.set_completed(counts.completed);
  proto.set_overdue(counts.overdue);
  proto.set_waived(counts.waived);
  proto.set_paused(counts.paused);
  // A rate of nothing is none: neither 0 % nor 100 %.
  if (counts.active() > 0) {
    proto.set_completion_rate(static_cast<double>(counts.completed) / counts.active());
  }
  if (row.is_coarse) return;
  proto.set_employees(counts.employees);
  proto.set_elected(counts.elected);
  *proto.mutable_assignments() = ToProto(counts.assignments);
}

void SetGroup(const ComplianceRow& row, const std::string& organisation, v1::ComplianceRow& proto) {
  if (row.kind) proto.set_kind(rpc::ToProto(*row.kind));
  if (!row.module.empty()) proto.set_module(ResourceName(organisation, "modules", row.module));
  proto.set_module_display_name(row.module_name);
  if (!row.programme.empty()) proto.set_programme(ResourceName(organisation, "programmes", row.programme));
  proto.set_programme_display_name(row.programme_name);
  proto.set_role(row.role);
  if (row.role_group) proto.set_role_group(rpc::ToProto(*row.role_group));
  if (row.manager_id != kNoId) proto.set_manager(ResourceName(organisation, "people", row.manager_id));
  proto.set_manager_display_name(row.manager_name);
  proto.set_topic(row.topic);
}

}  // namespace

v1::ComplianceRow ToProto(const ComplianceRow& row, const std::string& organisation) {
  v1::ComplianceRow proto;
  if (!row.unit_code.empty()) {
    proto.set_unit(UnitName(organisation, row.unit_code));
    proto.set_unit_display_name(row.unit_name);
    proto.set_unit_type(rpc::ToProto(row.unit_type));
    proto.set_depth(row.depth);
  }
  SetGroup(row, organisation, proto);
  SetCounts(row, proto);
  return proto;
}

v1::ComplianceChange ToProto(const ComplianceChange& change) {
  v1::ComplianceChange proto;
  proto.set_reason(rpc::ToProto(change.reason));
  proto.set_people(change.people);
  proto.set_people_change(change.delta.people);
  proto.set_required_change(change.delta.required);
  proto.set_completed_change(change.delta.completed);
  proto.set_overdue_change(change.delta.overdue);
  proto.set_waived_change(change.delta.waived);
  proto.set_paused_change(change.delta.paused);
  return proto;
}

v1::LateAssignment ToProto(const LateRow& row, const std::string& organisation, Date day) {
  v1::LateAssignment proto;
  proto.set_assignment(ResourceName(organisation, "assignments", row.assignment.id));
  proto.set_person(ResourceName(organisation, "people", row.assignment.person_id));
  proto.set_person_display_name(row.person_name);
  proto.set_module(ResourceName(organisation, "modules", row.module));
  proto.set_module_display_name(row.module_name);
  proto.set_programme(ResourceName(organisation, "programmes", row.programme));
  proto.set_due_date(FormatDate(row.due_date));
  proto.set_days_late(static_cast<int32_t>(day - row.due_date));
  proto.set_state(rpc::ToProto(AssignmentState::kOverdue));
  return proto;
}

v1::WeakQuestion ToProto(const WeakRow& row, const std::string& organisation) {
  v1::WeakQuestion proto;
  if (!row.module.empty()) proto.set_module(ResourceName(organisation, "modules", row.module));
  proto.set_module_display_name(row.module_name);
  proto.set_revision(row.revision);
  proto.set_question(row.question);
  proto.set_text(row.text);
  for (const std::string& topic : row.topics) proto.add_topics(topic);
  proto.set_hidden(row.hidden);
  if (row.hidden) return proto;
  proto.set_answered(row.answered);
  proto.set_right_at_first(row.right_at_first);
  if (row.answered > 0) proto.set_right_rate(static_cast<double>(row.right_at_first) / row.answered);
  return proto;
}

v1::DataAge ToProto(const DataAge& age) {
  v1::DataAge proto;
  for (const Source& source : age.sources) {
    v1::DataAge::Source* added = proto.add_sources();
    added->set_source(source.name);
    if (source.last_effective) added->set_effective_date(FormatDate(*source.last_effective));
    if (source.last_sync_time != absl::InfinitePast()) {
      *added->mutable_sync_time() = rpc::ToProto(source.last_sync_time);
    }
  }
  if (age.last_completion) *proto.mutable_last_completion_time() = rpc::ToProto(*age.last_completion);
  return proto;
}

}  // namespace nanolearn::rpc
