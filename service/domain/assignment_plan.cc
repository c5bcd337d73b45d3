#include "service/domain/assignment_plan.h"

#include <algorithm>

#include "service/domain/cycle_rules.h"

namespace nanolearn {
namespace {

using Kind = DateReason::Kind;

const AssignmentHistory* Find(absl::Span<const AssignmentHistory> existing, Id module_id, int cycle) {
  for (const AssignmentHistory& history : existing) {
    if (history.assignment.module_id == module_id && history.assignment.cycle == cycle) return &history;
  }
  return nullptr;
}

// Nothing opens for who has left by then.
bool IsMade(const AssignmentPlanInput& input, Date open) {
  return open <= input.until && open < input.audience.back().days.to;
}

const AssignmentException* LatestExtension(const AssignmentHistory& history) {
  const AssignmentException* latest = nullptr;
  for (const AssignmentException& e : history.exceptions) {
    if (e.kind != ExceptionKind::kExtension || !e.due_date || e.valid.empty()) continue;
    if (!latest || latest->valid.from <= e.valid.from) latest = &e;
  }
  return latest;
}

void KeepDates(const Assignment& assignment, PlannedAssignment& planned) {
  if (planned.open_date != assignment.open_date) {
    planned.open_date = assignment.open_date;
    planned.why_open = {{Kind::kCompleted, *assignment.complete_date}};
  }
  if (planned.due_date != assignment.due_date) {
    planned.due_date = assignment.due_date;
    planned.why_due = {{Kind::kCompleted, *assignment.complete_date}};
  }
}

// What has become of an assignment goes before what the calendar says.
void Apply(const AssignmentHistory& history, PlannedAssignment& planned) {
  if (const AssignmentException* extension = LatestExtension(history)) {
    planned.due_date = *extension->due_date;
    planned.why_due.push_back({Kind::kExtended, extension->valid.from, 0, extension->reason});
  }
  if (history.assignment.complete_date) KeepDates(history.assignment, planned);
}

PlannedAssignment AsItIs(const Assignment& assignment) {
  return {
      .module_id = assignment.module_id, .open_date = assignment.open_date, .due_date = assignment.due_date};
}

// The module's cycles. One that exists though the calendar asks for none has its part in the order: else two
// would stand side by side, such as when a completion is taken back after the next cycle was made.
void PlanModule(const AssignmentPlanInput& input, size_t index, std::vector<PlannedAssignment>& plan) {
  const Id module_id = input.programme.modules[index].module_id;
  CycleRules rules(input, index);
  std::optional<PlannedAssignment> next = rules.First();
  for (int cycle = 1;; ++cycle) {
    const AssignmentHistory* history = Find(input.existing, module_id, cycle);
    if (!history && (!next || !IsMade(input, next->open_date))) return;
    if (!next) {
      next = AsItIs(history->assignment);
    } else if (history) {
      Apply(*history, *next);
    }
    next->cycle = cycle;
    if (cycle > 1) {
      plan.back().close_date = next->open_date;
      plan.back().why_closed = {{Kind::kNextCycle, next->open_date}};
    }
    plan.push_back(*std::move(next));
    next = rules.After(plan.back(), history ? history->assignment.complete_date : std::nullopt);
  }
}

}  // namespace

std::vector<PlannedAssignment> PlanAssignments(const AssignmentPlanInput& input) {
  std::vector<PlannedAssignment> plan;
  if (input.audience.empty()) return plan;
  for (size_t i = 0; i < input.programme.modules.size(); ++i) PlanModule(input, i, plan);
  return plan;
}

}  // namespace nanolearn
