#include "tests/integration/figures_model.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace nanolearn::testing {

std::string ModelFigures::ToString() const {
  return absl::StrCat("people ", people, " (", employees, " employees, ", elected, " elected), required ",
                      required, ", completed ", completed, ", overdue ", overdue, ", waived ", waived,
                      ", paused ", paused, "; assignments ", assigned, " = ", done, " done (", late,
                      " late) + ", undone_late, " overdue + ", not_yet_due, " not yet + ") +
         absl::StrCat(excused, " waived + ", resting, " paused");
}

const ModelTree& FiguresModel::TreeOn(Date day) const {
  static const ModelTree kNone;
  const auto next = trees.upper_bound(day);
  return next == trees.begin() ? kNone : std::prev(next)->second;
}

std::vector<StaffRow> FiguresModel::RowsOn(Date day) const {
  std::vector<StaffRow> rows;
  const auto next = lists.upper_bound(day);
  if (next == lists.begin()) return rows;
  for (const StaffRow& row : std::prev(next)->second) {
    if (row.from <= day && (!row.last || day <= *row.last)) rows.push_back(row);
  }
  return rows;
}

bool FiguresModel::IsBelow(const ModelTree& tree, std::string unit, const std::string& above) const {
  while (!unit.empty() && unit != above) unit = tree.at(unit).parent;
  return unit == above;
}

FiguresModel::Presence FiguresModel::PresenceOf(int person, const std::string& name, Date day) const {
  const ModelProgramme& programme = programmes.at(name);
  const ModelTree& tree = TreeOn(day);
  Presence presence = Presence::kOutside;
  for (const StaffRow& row : RowsOn(day)) {
    if (row.person != person || !IsBelow(tree, row.unit, programme.unit)) continue;
    if (!programme.types.empty() && !programme.types.contains(tree.at(row.unit).type)) continue;
    if (!programme.pauses || !row.leave || !row.leave->Contains(day)) return Presence::kThere;
    presence = Presence::kOnLeave;
  }
  return presence;
}

Date FiguresModel::DueOn(const std::string& name, const ModelAssignment& assignment, Date day) const {
  if (const auto given = extensions.find(name); given != extensions.end()) {
    for (const auto& [from, due_before] : given->second) {
      if (day < from) return due_before;
    }
  }
  return assignment.due;
}

const ModelCompletion* FiguresModel::CompletionOn(const std::string& name, Date day) const {
  const auto all = completions.find(name);
  if (all == completions.end()) return nullptr;
  for (const bool standing : {true, false}) {
    for (const ModelCompletion& completion : all->second) {
      if (completion.voided.has_value() == standing || day < completion.day) continue;
      if (!completion.voided || day < *completion.voided) return &completion;
    }
  }
  return nullptr;
}

bool FiguresModel::IsDone(const std::string& assignment, Date day) const {
  return CompletionOn(assignment, day) != nullptr;
}

FiguresModel::State FiguresModel::StateOf(const std::string& name, const ModelAssignment& assignment,
                                          Date day) const {
  if (day < assignment.open || (assignment.close && *assignment.close <= day)) return State::kNone;
  const Presence presence = PresenceOf(assignment.person, assignment.programme, day);
  if (presence == Presence::kOutside) return State::kNone;
  if (const ModelCompletion* done = CompletionOn(name, day)) {
    return done->day > DueOn(name, assignment, done->day) ? State::kDoneLate : State::kDone;
  }
  if (const auto waived = waivers.find(name); waived != waivers.end()) {
    for (const DateRange& days : waived->second) {
      if (days.Contains(day)) return State::kWaived;
    }
  }
  if (presence == Presence::kOnLeave) return State::kPaused;
  return day > DueOn(name, assignment, day) ? State::kOverdue : State::kNotYetDue;
}

std::map<std::string, ModelFigures> FiguresModel::FiguresOn(Date day, const ModelAssignments& assignments,
                                                            const std::string& programme,
                                                            const std::string& module) const {
  struct Person {
    bool employed = false, elected = false;
  };
  const ModelTree& tree = TreeOn(day);
  std::map<std::string, std::map<int, Person>> people;  // by unit and number
  for (const StaffRow& row : RowsOn(day)) {
    const bool employed = tree.at(row.unit).type == "TEAM";
    for (std::string unit = row.unit; !unit.empty(); unit = tree.at(unit).parent) {
      Person& person = people[unit][row.person];
      person.employed |= employed;
      person.elected |= !employed;
    }
  }
  std::map<int, std::map<State, int>> states;  // by person
  for (const auto& [name, assignment] : assignments) {
    if (!programme.empty() && assignment.programme != programme) continue;
    if (!module.empty() && assignment.module != module) continue;
    ++states[assignment.person][StateOf(name, assignment, day)];
  }
  std::map<std::string, ModelFigures> figures;
  for (const auto& [unit, unused] : tree) {
    ModelFigures& f = figures[unit];
    for (const auto& [number, person] : people[unit]) {
      ++f.people;
      f.employees += person.employed;
      f.elected += person.elected;
      std::map<State, int>& s = states[number];
      const int done = s[State::kDone] + s[State::kDoneLate], overdue = s[State::kOverdue];
      const int not_yet = s[State::kNotYetDue], waived = s[State::kWaived], paused = s[State::kPaused];
      const int all = done + overdue + not_yet + waived + paused;
      f.required += all > 0;
      f.completed += done > 0 && overdue + not_yet == 0;
      f.overdue += overdue > 0;
      f.waived += all > 0 && all == waived;
      f.paused += paused > 0 && all == waived + paused;
      f.assigned += all;
      f.done += done;
      f.late += s[State::kDoneLate];
      f.undone_late += overdue;
      f.not_yet_due += not_yet;
      f.excused += waived;
      f.resting += paused;
    }
  }
  return figures;
}

}  // namespace nanolearn::testing
