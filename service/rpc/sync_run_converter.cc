#include "service/rpc/sync_run_converter.h"

#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

v1::HoldReason ToProto(const HoldReason& reason) {
  v1::HoldReason proto;
  proto.set_reason(reason.reason);
  proto.set_message(reason.message);
  return proto;
}

// Somebody new in a dry run has no name yet.
std::string PersonName(absl::string_view organisation, Id id) {
  return id == kNoId ? "" : ResourceName(organisation, "people", id);
}

v1::SyncConflict ToProto(const SyncConflict& conflict, absl::string_view organisation) {
  v1::SyncConflict proto;
  proto.set_reason(conflict.reason);
  for (const Id id : conflict.person_ids) {
    if (id != kNoId) proto.add_people(PersonName(organisation, id));
  }
  proto.set_message(conflict.message);
  return proto;
}

// When and by whom it was made and decided.
void SetHistory(const SyncRun& run, v1::SyncRun& proto) {
  if (run.create_time > absl::InfinitePast()) *proto.mutable_create_time() = rpc::ToProto(run.create_time);
  if (run.decide_time > absl::InfinitePast()) *proto.mutable_decide_time() = rpc::ToProto(run.decide_time);
  proto.set_decided_by(run.decided_by);
}

}  // namespace

v1::RowProblem ToProto(const RowProblem& problem) {
  v1::RowProblem proto;
  proto.set_severity(problem.severity == RowProblem::Severity::kError ? v1::RowProblem::SEVERITY_ERROR
                                                                      : v1::RowProblem::SEVERITY_WARNING);
  proto.set_file(problem.file);
  proto.set_line(problem.line);
  proto.set_column(problem.column);
  proto.set_reason(problem.reason);
  proto.set_found(problem.found);
  proto.set_message(problem.message);
  return proto;
}

v1::SyncCounts ToProto(const SyncCounts& counts) {
  v1::SyncCounts proto;
  proto.set_rows(counts.rows);
  proto.set_rows_used(counts.rows_used());
  proto.set_rows_refused(counts.rows_refused);
  proto.set_people_added(counts.people_added);
  proto.set_engagements_added(counts.engagements_added);
  proto.set_engagements_changed(counts.engagements_changed);
  proto.set_engagements_ended(counts.engagements_ended);
  proto.set_engagements_unchanged(counts.engagements_unchanged);
  proto.set_joins(counts.joins);
  proto.set_returns(counts.returns);
  proto.set_leaves(counts.leaves);
  proto.set_additions(counts.additions);
  proto.set_ends(counts.ends);
  proto.set_moves(counts.moves);
  proto.set_changes(counts.changes);
  proto.set_missing(counts.missing);
  return proto;
}

v1::SyncRun ToProto(const SyncRunView& view, absl::string_view organisation) {
  const SyncRun& run = view.run;
  v1::SyncRun proto;
  if (run.id != kNoId) proto.set_name(ResourceName(organisation, "syncRuns", run.id));
  proto.set_source(view.source);
  proto.set_state(ToProto(run.state));
  proto.set_origin(ToProto(run.origin));
  proto.set_file_name(run.file_name);
  proto.set_effective_date(FormatDate(run.effective));
  SetHistory(run, proto);
  *proto.mutable_counts() = ToProto(run.counts);
  for (const HoldReason& reason : run.hold_reasons) *proto.add_hold_reasons() = ToProto(reason);
  proto.set_approvable(run.approvable);
  for (const SyncConflict& conflict : run.conflicts) *proto.add_conflicts() = ToProto(conflict, organisation);
  for (const RowProblem& problem : run.problems) *proto.add_problems() = ToProto(problem);
  proto.set_problem_count(run.problem_count);
  return proto;
}

v1::SyncChange ToProto(const SyncChangeView& view, absl::string_view organisation) {
  v1::SyncChange proto;
  proto.set_kind(ToProto(view.kind));
  proto.set_person(PersonName(organisation, view.person_id));
  proto.set_display_name(view.display_name);
  proto.set_key(view.key);
  if (!view.unit_code.empty()) proto.set_unit(view.unit_code);
  for (const FieldChange& field : view.fields) {
    v1::FieldChange& changed = *proto.add_fields();
    changed.set_field(field.field);
    changed.set_before(field.before);
    changed.set_after(field.after);
  }
  return proto;
}

}  // namespace nanolearn::rpc
