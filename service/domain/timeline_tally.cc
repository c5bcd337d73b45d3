#include "service/domain/timeline_tally.h"

#include <algorithm>

namespace nanolearn {

TimelineTally::TimelineTally(const Timeline& timeline, int sign) {
  Add(timeline, sign);
  Prepare();
}

TimelineTally::TimelineTally(const Timeline& before, const Timeline& now) {
  Add(before, -1);
  Add(now, 1);
  Prepare();
}

void TimelineTally::Add(const Timeline& timeline, int sign) {
  signs_[sides_] = sign;
  for (const AssignmentSteps& assignment : timeline.assignments) {
    AssignmentState before = AssignmentState::kUpcoming;
    for (const auto& [day, state] : assignment.steps) {
      events_.push_back({day, before, state, sides_, assignment.programme_id, assignment.module_id, {}});
      before = state;
    }
  }
  ++sides_;
}

void TimelineTally::Prepare() {
  std::sort(events_.begin(), events_.end());
  subjects_.emplace_back();
  for (Event& event : events_) {
    event.subjects[0] = IndexOf(event.programme);
    event.subjects[1] = IndexOf(event.module);
  }
}

// A person has few.
int TimelineTally::IndexOf(Id id) {
  for (size_t i = 1; i < subjects_.size(); ++i) {
    if (subjects_[i].id == id) return static_cast<int>(i);
  }
  subjects_.emplace_back().id = id;
  return static_cast<int>(subjects_.size()) - 1;
}

void TimelineTally::Apply(const Event& event) {
  AssignmentCounts before, after;
  if (IsCounted(event.before)) Count(event.before, before);
  if (IsCounted(event.after)) Count(event.after, after);
  after -= before;
  for (const int index : {0, event.subjects[0], event.subjects[1]}) {
    Subject& subject = subjects_[index];
    subject.counts[event.side] += after;
    if (!subject.is_touched) touched_.push_back(index);
    subject.is_touched = true;
  }
}

Figures TimelineTally::FiguresNow(const Subject& subject) const {
  Figures figures;
  for (int side = 0; side < sides_; ++side) {
    if (signs_[side] > 0) {
      figures += FiguresOf(subject.counts[side]);
    } else {
      figures -= FiguresOf(subject.counts[side]);
    }
  }
  return figures;
}

}  // namespace nanolearn
