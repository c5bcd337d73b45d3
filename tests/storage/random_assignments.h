#pragma once

#include <map>
#include <random>
#include <vector>

#include "service/storage/assignment_table.h"

namespace nanolearn::testing {

// Memberships and assignments of 20 people in 2 programmes with 3 modules, close enough together that every
// state and every border between two states turns up within the days 0-20.
class RandomAssignments {
 public:
  explicit RandomAssignments(unsigned seed) : random_(seed) {
    for (Id programme = 1; programme <= 2; ++programme) {
      for (Id person = 1; person <= 20; ++person) AddPerson(programme, person);
    }
  }

  static Date Day(int number) { return Date(2026, 11, 1) + number; }

  void Write(Id organisation_id, AssignmentTable& table) const {
    for (Id programme = 1; programme <= 2; ++programme) {
      table.ReplaceMemberships(organisation_id, programme, {}, memberships_[programme]);
    }
    table.Insert(organisation_id, assignments_);
    for (const auto& [id, history] : histories_) {
      for (const AssignmentException& exception : history.exceptions) {
        table.InsertException(organisation_id, exception);
      }
    }
  }

  // By id.
  const std::vector<Assignment>& assignments() const { return assignments_; }

  AssignmentState State(const Assignment& assignment, Date day) const {
    AudiencePresence presence = AudiencePresence::kOutside;
    for (const Membership& membership : memberships_[assignment.programme_id]) {
      if (membership.person_id != assignment.person_id || !membership.days.Contains(day)) continue;
      presence = membership.is_paused ? AudiencePresence::kPaused : AudiencePresence::kActive;
    }
    return StateOn(histories_.at(assignment.id), presence, day);
  }

  int Pick(int first, int last) { return std::uniform_int_distribution(first, last)(random_); }

 private:
  void AddPerson(Id programme, Id person) {
    // None, one or two memberships, with a gap between them.
    for (int count = Pick(0, 2), from = Pick(0, 5); count > 0; --count) {
      const int to = from + Pick(1, 7);
      memberships_[programme].push_back(
          {person, {Day(from), Pick(0, 4) ? Day(to) : kNoEnd}, Pick(0, 4) == 0});
      if (memberships_[programme].back().days.to == kNoEnd) break;
      from = to + Pick(0, 4);
    }
    for (Id module = 1; module <= 3; ++module) {
      if (!Pick(0, 5)) continue;
      const Date open = Day(Pick(0, 12)), due = open + Pick(0, 6);
      Assignment assignment{++last_id_, programme, module, person, 1, open, due, std::nullopt};
      if (Pick(0, 1)) assignment.complete_date = open + Pick(0, 9);
      if (!Pick(0, 3)) assignment.close_date = open + Pick(0, 12);
      assignments_.push_back(assignment);
      AddHistory(assignment);
    }
  }

  void AddHistory(const Assignment& assignment) {
    AssignmentHistory& history = histories_[assignment.id];
    history.assignment = assignment;
    if (!Pick(0, 3)) {
      const Date from = Day(Pick(0, 15));
      AddException(history, {.kind = ExceptionKind::kWaiver, .valid = {from, from + Pick(0, 8)}});
    }
    if (!Pick(0, 3)) {
      AddException(history, {.kind = ExceptionKind::kExtension,
                             .valid = {Day(Pick(0, 15)), kNoEnd},
                             .due_date = assignment.due_date,
                             .old_due_date = assignment.due_date - Pick(0, 4)});
    }
  }

  void AddException(AssignmentHistory& history, AssignmentException exception) {
    exception.id = ++last_id_;
    exception.assignment_id = history.assignment.id;
    exception.create_time = absl::UnixEpoch();
    history.exceptions.push_back(exception);
  }

  std::mt19937 random_;
  Id last_id_ = 0;
  std::vector<Membership> memberships_[3];  // by programme
  std::vector<Assignment> assignments_;
  std::map<Id, AssignmentHistory> histories_;  // by assignment
};

}  // namespace nanolearn::testing
