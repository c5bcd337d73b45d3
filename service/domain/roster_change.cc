#include "service/domain/roster_change.h"

namespace nanolearn {

std::vector<RosterChange> RosterChanges::Next(size_t limit) {
  std::vector<RosterChange> changes;
  const auto& steps = plan_.steps;
  while (changes.size() < limit && (step_ < steps.size() || attribute_ < attributes_.size())) {
    RosterChange& change = changes.emplace_back();
    const bool has_step = step_ < steps.size();
    const bool has_attributes = attribute_ < attributes_.size() &&
                                (!has_step || attributes_[attribute_].person_id <= steps[step_].person_id);
    // What is said of a person goes with the first of their steps.
    if (has_attributes) AddAttributes(attributes_[attribute_++], change);
    if (has_step && (!has_attributes || steps[step_].person_id == change.person_id)) {
      AddStep(steps[step_++], change);
    }
  }
  return changes;
}

void RosterChanges::AddStep(const StaffPlan::Step& step, RosterChange& change) const {
  change.kind = step.kind;
  change.person_id = step.person_id;
  if (step.old) {
    change.ended = step.old;
    change.ended_to = EndOn(step.old->valid, effective_);
  }
  if (step.now) {
    change.statement = step.now;
    change.begun = Engagement{.person_id = step.person_id,
                              .source_id = source_id_,
                              .source_key = step.now->source_key,
                              .facts = step.now->facts,
                              .valid = ValidFrom(step.now->facts.period, effective_)};
  }
}

void RosterChanges::AddAttributes(const AttributeStep& step, RosterChange& change) const {
  change.person_id = step.person_id;
  if (step.old) {
    change.ended_attributes = step.old;
    change.ended_attributes_to = EndOn(step.old->valid, effective_);
  }
  if (step.now) {
    change.begun_attributes = AttributeVersion{.person_id = step.person_id,
                                               .source_id = source_id_,
                                               .attributes = step.attributes(),
                                               .valid = {effective_, kNoEnd}};
  }
}

void CountChange(const RosterChange& change, SyncCounts& counts) {
  switch (change.kind) {
    case SyncChangeKind::kJoin:
      ++counts.joins;
      break;
    case SyncChangeKind::kReturn:
      ++counts.returns;
      break;
    case SyncChangeKind::kAdd:
      ++counts.additions;
      break;
    case SyncChangeKind::kMove:
      ++counts.moves;
      break;
    case SyncChangeKind::kChange:
      ++counts.changes;
      break;
    case SyncChangeKind::kEnd:
      ++counts.ends;
      break;
    case SyncChangeKind::kLeave:
      ++counts.leaves;
      break;
    case SyncChangeKind::kContinue:
      return;
  }
  counts.engagements_added += change.begun && !change.ended;
  counts.engagements_changed += change.begun && change.ended;
  counts.engagements_ended += !change.begun && change.ended;
}

void AddSteps(const StaffPlan& plan, absl::Span<const AttributeStep> attributes, SyncCounts& counts) {
  RosterChanges changes(plan, attributes, kNoId, Date());
  for (auto some = changes.Next(1000); !some.empty(); some = changes.Next(1000)) {
    for (const RosterChange& change : some) CountChange(change, counts);
  }
  counts.engagements_unchanged += static_cast<int>(plan.same.size() + plan.kept.size());
}

}  // namespace nanolearn
