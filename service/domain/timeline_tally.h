#pragma once

#include <vector>

#include "service/domain/timeline.h"

namespace nanolearn {

// Adds up, day by day, what a person adds to each subject: as it is, less as it was where both are given.
class TimelineTally {
 public:
  TimelineTally(const Timeline& timeline, int sign);
  TimelineTally(const Timeline& before, const Timeline& now);

  // The first day after the last one taken; kNoEnd: there is none.
  Date next() const { return next_ < events_.size() ? events_[next_].day : kNoEnd; }

  // Goes on to the end of `day`; `subject(id, before, after)` for each that is otherwise from this day on.
  template <typename F>
  void Take(Date day, F subject) {
    while (next_ < events_.size() && events_[next_].day == day) Apply(events_[next_++]);
    for (const int index : touched_) {
      Subject& s = subjects_[index];
      s.is_touched = false;
      Figures after = FiguresNow(s);
      if (after == s.figures) continue;
      subject(s.id, s.figures, after);
      s.figures = after;
    }
    touched_.clear();
  }

  // All subjects to which something is added; the first is kNoId.
  template <typename F>
  void ForEachSubject(F subject) const {
    for (const Subject& s : subjects_) {
      if (!s.figures.IsZero()) subject(s.id, s.figures);
    }
  }

 private:
  struct Event {
    Date day;
    AssignmentState before, after;
    int side;  // of `counts`
    Id programme, module;
    int subjects[2];  // besides the first

    friend bool operator<(const Event& a, const Event& b) { return a.day < b.day; }
  };
  struct Subject {
    Id id = kNoId;
    AssignmentCounts counts[2];
    Figures figures;
    bool is_touched = false;
  };

  void Add(const Timeline& timeline, int sign);
  void Prepare();
  int IndexOf(Id id);
  void Apply(const Event& event);
  Figures FiguresNow(const Subject& subject) const;

  int sides_ = 0;
  int signs_[2] = {};
  std::vector<Event> events_;
  size_t next_ = 0;
  std::vector<Subject> subjects_;
  std::vector<int> touched_;
};

}  // namespace nanolearn
