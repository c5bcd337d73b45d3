#pragma once

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
  }

  // By id.
  const std::vector<Assignment>& assignments() const { return assignments_; }

  bool InAudience(const Assignment& assignment, Date day) const {
    for (const Membership& membership : memberships_[assignment.programme_id]) {
      if (membership.person_id == assignment.person_id && membership.days.Contains(day)) return true;
    }
    return false;
  }

  AssignmentState State(const Assignment& assignment, Date day) const {
    return StateOn(assignment, InAudience(assignment, day), day);
  }

  int Pick(int first, int last) { return std::uniform_int_distribution(first, last)(random_); }

 private:
  void AddPerson(Id programme, Id person) {
    // None, one or two memberships, with a gap between them.
    for (int count = Pick(0, 2), from = Pick(0, 5); count > 0; --count) {
      const int to = from + Pick(1, 7);
      memberships_[programme].push_back({person, {Day(from), Pick(0, 4) ? Day(to) : kNoEnd}});
      if (memberships_[programme].back().days.to == kNoEnd) break;
      from = to + Pick(1, 4);
    }
    for (Id module = 1; module <= 3; ++module) {
      if (!Pick(0, 5)) continue;
      const Date open = Day(Pick(0, 12)), due = open + Pick(0, 6);
      Assignment assignment{++last_id_, programme, module, person, 1, open, due, std::nullopt};
      if (Pick(0, 1)) assignment.complete_date = open + Pick(0, 9);
      assignments_.push_back(assignment);
    }
  }

  std::mt19937 random_;
  Id last_id_ = 0;
  std::vector<Membership> memberships_[3];  // by programme
  std::vector<Assignment> assignments_;
};

}  // namespace nanolearn::testing
