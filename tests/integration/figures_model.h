#pragma once
// What a group's figures must be, counted from the lists, trees and decisions that a test has sent, one day
// and one person at a time. Shares no rule with the server; of it only the dates of assignments are taken,
// which other tests judge.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "service/base/date.h"

namespace nanolearn::testing {

// One row of a staff list.
struct StaffRow {
  int person = 0;
  std::string key, unit;
  Date from;
  std::optional<Date> last;
  std::optional<DateRange> leave;
};

struct ModelUnit {
  std::string parent;  // empty: the root
  std::string type;
};
using ModelTree = std::map<std::string, ModelUnit>;  // by code

struct ModelProgramme {
  std::string unit;             // in it or below it
  std::set<std::string> types;  // of units; empty: all
  bool pauses = true;
};

struct ModelAssignment {
  int person = 0;
  std::string programme, module;
  Date open, due;
  std::optional<Date> close;

  friend bool operator==(const ModelAssignment&, const ModelAssignment&) = default;
};
using ModelAssignments = std::map<std::string, ModelAssignment>;  // by name

struct ModelFigures {
  int people = 0, employees = 0, elected = 0;
  int required = 0, completed = 0, overdue = 0, waived = 0, paused = 0;
  int assigned = 0, done = 0, late = 0, undone_late = 0, not_yet_due = 0, excused = 0, resting = 0;

  friend bool operator==(const ModelFigures&, const ModelFigures&) = default;
  std::string ToString() const;
};

struct ModelCompletion {
  std::string name;
  Date day;
  std::optional<Date> voided;  // it counts on the days before
};

class FiguresModel {
 public:
  std::map<Date, ModelTree> trees;                   // by the first day each holds
  std::map<Date, std::vector<StaffRow>> lists;       // likewise
  std::map<std::string, ModelProgramme> programmes;  // by name
  // What was done and decided, by the assignment's name.
  std::map<std::string, std::vector<ModelCompletion>> completions;
  std::map<std::string, std::vector<DateRange>> waivers;
  std::map<std::string, std::vector<std::pair<Date, Date>>> extensions;  // when, and the due date until then

  enum class Presence { kOutside, kThere, kOnLeave };
  Presence PresenceOf(int person, const std::string& programme, Date day) const;
  // Whether the assignment was completed on the day, as is known now.
  bool IsDone(const std::string& assignment, Date day) const;

  // By unit; only assignments of `programme` or `module`, where given.
  std::map<std::string, ModelFigures> FiguresOn(Date day, const ModelAssignments& assignments,
                                                const std::string& programme,
                                                const std::string& module) const;

 private:
  enum class State { kNone, kNotYetDue, kOverdue, kDone, kDoneLate, kWaived, kPaused };

  const ModelTree& TreeOn(Date day) const;
  std::vector<StaffRow> RowsOn(Date day) const;
  bool IsBelow(const ModelTree& tree, std::string unit, const std::string& above) const;
  Date DueOn(const std::string& name, const ModelAssignment& assignment, Date day) const;
  const ModelCompletion* CompletionOn(const std::string& name, Date day) const;
  State StateOf(const std::string& name, const ModelAssignment& assignment, Date day) const;
};

}  // namespace nanolearn::testing
