#pragma once
// The columns of the table of figures, in their order.

#include "service/domain/compliance.h"

namespace nanolearn::mysql {

inline constexpr int kFigureColumnCount = 12;

// `column(int)` for each. `F` is Figures or const Figures.
template <typename F, typename Column>
void ForEachColumn(F& figures, Column column) {
  column(figures.people);
  column(figures.required);
  column(figures.completed);
  column(figures.overdue);
  column(figures.waived);
  column(figures.paused);
  column(figures.assignments.completed);
  column(figures.assignments.completed_late);
  column(figures.assignments.overdue);
  column(figures.assignments.not_yet_due);
  column(figures.assignments.waived);
  column(figures.assignments.paused);
}

// What follows from the columns.
inline void CompleteFigures(Figures& figures) {
  AssignmentCounts& a = figures.assignments;
  a.assigned = a.completed + a.overdue + a.not_yet_due + a.waived + a.paused;
}

}  // namespace nanolearn::mysql
