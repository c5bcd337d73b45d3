#include <algorithm>
#include <iterator>

#include "service/domain/timeline.h"
#include "service/domain/timeline_tally.h"

namespace nanolearn {
namespace {

// Turns what is added to subjects into changes at the units that count the person.
class ChangeWriter {
 public:
  // `people`: how much the person adds to the number of people of each unit.
  ChangeWriter(TimelineTally& tally, int people, FigureChanges& changes)
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

  TimelineTally& tally_;
  const int people_;
  FigureChanges& changes_;
};

}  // namespace

void AddChanges(const Timeline& timeline, int sign, FigureChanges& changes) {
  TimelineTally tally(timeline, sign);
  ChangeWriter(tally, sign, changes).Write(timeline.placements);
}

void AddDifference(const Timeline& before, const Timeline& now, FigureChanges& changes) {
  if (before.placements != now.placements) {
    AddChanges(before, -1, changes);
    AddChanges(now, 1, changes);
    return;
  }
  TimelineTally tally(before, now);
  ChangeWriter(tally, 0, changes).Write(now.placements);
}

void DropZeros(FigureChanges& changes) {
  absl::erase_if(changes, [](const auto& change) { return change.second.IsZero(); });
}

}  // namespace nanolearn
