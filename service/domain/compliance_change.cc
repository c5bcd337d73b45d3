#include "service/domain/compliance_change.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kNames[kChangeReasons] = {
    "JOINED",    "LEFT",           "MOVED_IN", "MOVED_OUT", "RELEASED", "WAIVED", "PAUSED",
    "COMPLETED", "BECAME_OVERDUE", "OPENED",   "CAUGHT_UP", "RESUMED",  "SAME"};

// Of somebody who is in the unit on both days and of whom something is required on the second.
ChangeReason ReasonWithin(const Figures& before, const Figures& after) {
  if (after.waived) return before.waived ? ChangeReason::kSame : ChangeReason::kWaived;
  if (after.paused) return before.paused ? ChangeReason::kSame : ChangeReason::kPaused;
  if (after.completed) return before.completed ? ChangeReason::kSame : ChangeReason::kCompleted;
  if (after.overdue) return before.overdue ? ChangeReason::kSame : ChangeReason::kBecameOverdue;
  if (before.waived || before.paused) return ChangeReason::kResumed;
  if (before.overdue) return ChangeReason::kCaughtUp;
  return before.completed || !before.required ? ChangeReason::kOpened : ChangeReason::kSame;
}

}  // namespace

absl::string_view ChangeReasonName(ChangeReason reason) { return kNames[static_cast<size_t>(reason)]; }

Figures FiguresOf(const PersonStanding& standing) {
  if (!standing.in_unit) return {};
  Figures figures = FiguresOf(standing.counts);
  figures.people = 1;
  return figures;
}

std::optional<ChangeReason> ReasonOf(const PersonChange& change) {
  const auto& [before, after] = change;
  if (!before.in_unit && !after.in_unit) return std::nullopt;
  if (!before.in_unit) return before.in_organisation ? ChangeReason::kMovedIn : ChangeReason::kJoined;
  if (!after.in_unit) return after.in_organisation ? ChangeReason::kMovedOut : ChangeReason::kLeft;
  const Figures was = FiguresOf(before), is = FiguresOf(after);
  if (!is.required) return was.required ? ChangeReason::kReleased : ChangeReason::kSame;
  return ReasonWithin(was, is);
}

std::vector<ComplianceChange> ExplainChange(absl::Span<const PersonChange> people) {
  std::vector<ComplianceChange> rows(kChangeReasons);
  for (int reason = 0; reason < kChangeReasons; ++reason) {
    rows[reason].reason = static_cast<ChangeReason>(reason);
  }
  for (const PersonChange& person : people) {
    const std::optional<ChangeReason> reason = ReasonOf(person);
    if (!reason) continue;
    ComplianceChange& row = rows[static_cast<size_t>(*reason)];
    ++row.people;
    row.delta += FiguresOf(person.after);
    row.delta -= FiguresOf(person.before);
  }
  return rows;
}

}  // namespace nanolearn
