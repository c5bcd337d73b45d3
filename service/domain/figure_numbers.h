#pragma once
// The numbers that figures are made of, one after the other.

#include "service/domain/compliance.h"

namespace nanolearn {

inline constexpr int kFigureNumbers = 12;

// Calls `visit` with each number of AssignmentCounts, of all `counts` side by side; not with `assigned`,
// which follows from the others.
template <typename Visit, typename... Counts>
void ForEachCount(Visit&& visit, Counts&... counts) {
  visit(counts.completed...);
  visit(counts.completed_late...);
  visit(counts.overdue...);
  visit(counts.not_yet_due...);
  visit(counts.waived...);
  visit(counts.paused...);
}

// The same with each number of Figures, or of ComplianceCounts what it shares with them. The database keeps
// numbers in this order: it stays, and a new one comes last.
template <typename Visit, typename... F>
void ForEachFigure(Visit&& visit, F&... figures) {
  visit(figures.people...);
  visit(figures.required...);
  visit(figures.completed...);
  visit(figures.overdue...);
  visit(figures.waived...);
  visit(figures.paused...);
  ForEachCount(visit, figures.assignments...);
}

// Sets what follows from the other numbers.
inline void CompleteFigures(Figures& figures) {
  AssignmentCounts& a = figures.assignments;
  a.assigned = a.completed + a.overdue + a.not_yet_due + a.waived + a.paused;
}

}  // namespace nanolearn
