#pragma once
// Programmes, audiences and histories for tests of calendars.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "service/domain/assignment_plan.h"
#include "tests/unit/domain/builders.h"

namespace nanolearn {

inline Date D(absl::string_view text) { return ParseDate(text).value(); }

// Another one each time; TEST_SEED repeats a run.
inline uint64_t TestSeed() {
  const char* const given = std::getenv("TEST_SEED");
  uint64_t seed = 0;
  return given && absl::SimpleAtoi(given, &seed) ? seed : std::random_device()();
}

inline AudienceRange In(absl::string_view from, absl::string_view to = "") {
  return {{D(from), to.empty() ? kNoEnd : D(to)}, false};
}
inline AudienceRange OnLeave(absl::string_view from, absl::string_view to = "") {
  return {{D(from), to.empty() ? kNoEnd : D(to)}, true};
}

inline QuietDays RandomQuietDays(Random& random) {
  QuietDays quiet{
      .weekends = random.Chance(50), .holidays = random.Chance(50), .july = random.Chance(30), .ranges = {}};
  while (random.Chance(30)) {
    const Date from = Day(random.Below(1500));
    quiet.ranges.push_back({from, from + random.Below(30)});
  }
  return quiet;
}

// Disjoint and ascending from day `first` at the earliest, with leave and gaps; not empty.
inline std::vector<AudienceRange> RandomAudience(Random& random, int first) {
  std::vector<AudienceRange> audience;
  int day = first + (random.Chance(50) ? 0 : random.Below(400));
  do {
    const int to = day + 1 + random.Below(random.Chance(50) ? 30 : 400);
    audience.push_back({{Day(day), Day(to)}, random.Chance(30)});
    if (random.Chance(60)) {
      audience.back().is_paused = !audience.back().is_paused;
      audience.push_back({{Day(to), Day(to + 1 + random.Below(90))}, !audience.back().is_paused});
    }
    day = static_cast<int>(audience.back().days.to - Day(0)) + 1 + random.Below(200);
  } while (random.Chance(50));
  if (random.Chance(60) && !audience.back().is_paused) audience.back().days.to = kNoEnd;
  return audience;
}

// What a history has become once the plan is written, as the planner does it.
inline void Write(absl::Span<const PlannedAssignment> plan, std::vector<AssignmentHistory>& histories) {
  for (const PlannedAssignment& planned : plan) {
    AssignmentHistory* found = nullptr;
    for (AssignmentHistory& history : histories) {
      const Assignment& a = history.assignment;
      if (a.module_id == planned.module_id && a.cycle == planned.cycle) found = &history;
    }
    if (!found) {
      found = &histories.emplace_back();
      found->assignment.module_id = planned.module_id;
      found->assignment.cycle = planned.cycle;
    }
    found->assignment.open_date = planned.open_date;
    found->assignment.due_date = planned.due_date;
    found->assignment.close_date = planned.close_date;
  }
}

// A person's part in a programme of modules 1, 2, ...: planned, lived and planned again.
struct Life {
  Programme programme;
  std::vector<AudienceRange> audience;
  std::vector<ModuleEdition> editions;
  Date until = D("2029-12-31");
  std::vector<AssignmentHistory> histories;

  std::vector<PlannedAssignment> Plan() const {
    return PlanAssignments({programme, audience, histories, editions, until});
  }
  AssignmentHistory& At(Id module_id, int cycle) {
    for (AssignmentHistory& history : histories) {
      if (history.assignment.module_id == module_id && history.assignment.cycle == cycle) return history;
    }
    ADD_FAILURE() << "module " << module_id << " has no cycle " << cycle;
    return histories.emplace_back();
  }
  void Replan() { Write(Plan(), histories); }
  void Complete(Id module_id, int cycle, Date day) {
    At(module_id, cycle).assignment.complete_date = day;
    Replan();
  }
};

// "1.2 2026-01-12 2026-02-11", module, cycle, opening and due day; with the day on which it closes, if it
// does.
inline std::vector<std::string> Outline(absl::Span<const PlannedAssignment> plan) {
  std::vector<std::string> outline;
  for (const PlannedAssignment& p : plan) {
    outline.push_back(
        absl::StrCat(p.module_id, ".", p.cycle, " ", FormatDate(p.open_date), " ", FormatDate(p.due_date)));
    if (p.close_date) absl::StrAppend(&outline.back(), " ", FormatDate(*p.close_date));
  }
  return outline;
}

}  // namespace nanolearn
