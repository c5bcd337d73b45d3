#include "service/domain/timeline.h"

#include <algorithm>
#include <iterator>

namespace nanolearn {
namespace {

void SortOnce(std::vector<Date>& days) {
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

// Days from which on the person's units can be others.
std::vector<Date> PlacementBreaks(absl::Span<const Engagement> engagements, const UnitHistory& units) {
  std::vector<Date> breaks;
  for (const Engagement& engagement : engagements) {
    if (engagement.valid.empty()) continue;
    breaks.push_back(engagement.valid.from);
    if (engagement.valid.to < kNoEnd) breaks.push_back(engagement.valid.to);
  }
  if (breaks.empty()) return breaks;
  const Date first = *std::min_element(breaks.begin(), breaks.end());
  const auto& changes = units.change_days();
  breaks.insert(breaks.end(), std::upper_bound(changes.begin(), changes.end(), first), changes.end());
  SortOnce(breaks);
  return breaks;
}

std::vector<UnitShare> UnitsOn(absl::Span<const Engagement> engagements, const UnitTree& tree, Date day) {
  std::vector<UnitShare> shares;
  for (const Engagement& engagement : engagements) {
    if (!engagement.valid.Contains(day)) continue;
    const auto kind = static_cast<uint8_t>(1 << static_cast<int>(engagement.facts.kind));
    for (int node = tree.NodeOf(engagement.facts.unit_id); node >= 0; node = tree.nodes()[node].parent) {
      shares.push_back({tree.nodes()[node].unit->unit_id, kind});
    }
  }
  std::sort(shares.begin(), shares.end());
  size_t kept = 0;  // of those for one unit, one with all kinds
  for (const UnitShare& share : shares) {
    if (kept > 0 && shares[kept - 1].unit_id == share.unit_id) {
      shares[kept - 1].kinds |= share.kinds;
    } else {
      shares[kept++] = share;
    }
  }
  shares.resize(kept);
  return shares;
}

// Days from which on the assignment can stand otherwise.
std::vector<Date> StateBreaks(const AssignmentHistory& history, absl::Span<const AudienceRange> audience) {
  const Assignment& assignment = history.assignment;
  std::vector<Date> breaks = {assignment.open_date, assignment.due_date + 1};
  if (assignment.complete_date) breaks.push_back(*assignment.complete_date);
  if (assignment.close_date) breaks.push_back(*assignment.close_date);
  for (const AssignmentException& e : history.exceptions) {
    breaks.push_back(e.valid.from);
    breaks.push_back(e.valid.to);
    if (e.due_date) breaks.push_back(*e.due_date + 1);
    if (e.old_due_date) breaks.push_back(*e.old_due_date + 1);
  }
  for (const VoidedCompletion& voided : history.voided) {
    breaks.push_back(voided.complete_date);
    breaks.push_back(voided.void_date);
  }
  for (const AudienceRange& range : audience) {
    breaks.push_back(range.days.from);
    breaks.push_back(range.days.to);
  }
  SortOnce(breaks);
  return breaks;
}

}  // namespace

std::vector<Placement> PlacementsOf(absl::Span<const Engagement> engagements, const UnitHistory& units) {
  std::vector<Placement> placements;
  for (const Date day : PlacementBreaks(engagements, units)) {
    std::vector<UnitShare> shares = UnitsOn(engagements, units.On(day), day);
    const bool same = placements.empty() ? shares.empty() : placements.back().units == shares;
    if (!same) placements.push_back({day, std::move(shares)});
  }
  return placements;
}

AssignmentSteps StepsOf(const AssignmentHistory& history, absl::Span<const AudienceRange> audience) {
  AssignmentSteps steps{history.assignment.programme_id, history.assignment.module_id, {}};
  AssignmentState last = AssignmentState::kUpcoming;
  for (const Date day : StateBreaks(history, audience)) {
    if (day >= kNoEnd) break;
    AssignmentState state = StateOn(history, PresenceOn(audience, day), day);
    if (!IsCounted(state)) state = AssignmentState::kUpcoming;
    if (state != last) steps.steps.emplace_back(day, state);
    last = state;
  }
  return steps;
}

Timeline TimelineOf(absl::Span<const Engagement> engagements, const UnitHistory& units,
                    absl::Span<const ProgrammeDays> programmes,
                    absl::Span<const AssignmentHistory> assignments) {
  Timeline timeline{PlacementsOf(engagements, units), {}};
  for (const AssignmentHistory& history : assignments) {
    const auto days = std::find_if(programmes.begin(), programmes.end(), [&](const ProgrammeDays& programme) {
      return programme.programme_id == history.assignment.programme_id;
    });
    if (days == programmes.end()) continue;  // never in the audience
    AssignmentSteps steps = StepsOf(history, days->days);
    if (!steps.steps.empty()) timeline.assignments.push_back(std::move(steps));
  }
  return timeline;
}

namespace {

// Adds up, day by day, what a person adds to each subject: as it is, less as it was where both are given.
class Tally {
 public:
  Tally(const Timeline& timeline, int sign) { Add(timeline, sign), Prepare(); }
  Tally(const Timeline& before, const Timeline& now) {
    Add(before, -1);
    Add(now, 1);
    Prepare();
  }

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

  void Add(const Timeline& timeline, int sign) {
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

  void Prepare() {
    std::sort(events_.begin(), events_.end());
    subjects_.emplace_back();
    for (Event& event : events_) {
      event.subjects[0] = IndexOf(event.programme);
      event.subjects[1] = IndexOf(event.module);
    }
  }

  // A person has few.
  int IndexOf(Id id) {
    for (size_t i = 1; i < subjects_.size(); ++i) {
      if (subjects_[i].id == id) return static_cast<int>(i);
    }
    subjects_.emplace_back().id = id;
    return static_cast<int>(subjects_.size()) - 1;
  }

  void Apply(const Event& event) {
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

  Figures FiguresNow(const Subject& subject) const {
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

  int sides_ = 0;
  int signs_[2] = {};
  std::vector<Event> events_;
  size_t next_ = 0;
  std::vector<Subject> subjects_;
  std::vector<int> touched_;
};

// Turns what is added to subjects into changes at the units that count the person.
class ChangeWriter {
 public:
  // `people`: how much the person adds to the number of people of each unit.
  ChangeWriter(Tally& tally, int people, FigureChanges& changes)
      : tally_(tally), people_(people), changes_(changes) {}

  void Write(const std::vector<Placement>& placements) {
    static const std::vector<UnitShare> kNowhere;
    const std::vector<UnitShare>* units = &kNowhere;
    for (const Placement& placement : placements) {
      WriteUntil(placement.from, *units);
      Move(placement.from, *units, placement.units);
      units = &placement.units;
    }
    WriteUntil(kNoEnd, *units);
  }

 private:
  // The days before `end`, on which the person stays where they are.
  void WriteUntil(Date end, const std::vector<UnitShare>& units) {
    while (tally_.next() < end) {
      const Date day = tally_.next();
      tally_.Take(day, [&](Id subject, const Figures& before, Figures after) {
        after -= before;
        for (const UnitShare& unit : units) changes_[{unit.unit_id, subject, unit.kinds, day}] += after;
      });
    }
  }

  // Units that count the person before and after see only what became otherwise on the day.
  void Move(Date day, const std::vector<UnitShare>& from, const std::vector<UnitShare>& to) {
    std::vector<UnitShare> left, come, stay;
    std::set_difference(from.begin(), from.end(), to.begin(), to.end(), std::back_inserter(left));
    std::set_difference(to.begin(), to.end(), from.begin(), from.end(), std::back_inserter(come));
    std::set_intersection(from.begin(), from.end(), to.begin(), to.end(), std::back_inserter(stay));
    for (const UnitShare& unit : left) {
      if (people_ != 0) changes_[{unit.unit_id, kNoId, unit.kinds, day}].people -= people_;
      tally_.ForEachSubject([&](Id subject, const Figures& figures) {
        changes_[{unit.unit_id, subject, unit.kinds, day}] -= figures;
      });
    }
    if (tally_.next() == day) WriteUntil(day + 1, stay);
    for (const UnitShare& unit : come) {
      if (people_ != 0) changes_[{unit.unit_id, kNoId, unit.kinds, day}].people += people_;
      tally_.ForEachSubject([&](Id subject, const Figures& figures) {
        changes_[{unit.unit_id, subject, unit.kinds, day}] += figures;
      });
    }
  }

  Tally& tally_;
  const int people_;
  FigureChanges& changes_;
};

}  // namespace

void AddChanges(const Timeline& timeline, int sign, FigureChanges& changes) {
  Tally tally(timeline, sign);
  ChangeWriter(tally, sign, changes).Write(timeline.placements);
}

void AddDifference(const Timeline& before, const Timeline& now, FigureChanges& changes) {
  if (before.placements != now.placements) {
    AddChanges(before, -1, changes);
    AddChanges(now, 1, changes);
    return;
  }
  Tally tally(before, now);
  ChangeWriter(tally, 0, changes).Write(now.placements);
}

void DropZeros(FigureChanges& changes) {
  absl::erase_if(changes, [](const auto& change) { return change.second.IsZero(); });
}

}  // namespace nanolearn
