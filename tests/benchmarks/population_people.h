#pragma once
// The people of an invented group and what they have done.

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "service/domain/assignment_plan.h"
#include "service/domain/person.h"
#include "service/domain/unit_tree.h"

namespace nanolearn::benchmarks {

struct InventedPerson {
  Id id = kNoId;
  std::string key;  // in both sources
  PersonAttributes attributes;
  std::vector<Engagement> engagements;
  std::vector<AudienceRange> audience;
  std::vector<AssignmentHistory> assignments;
};

// What they all share. The ids are those of the sources.
struct InventedGroup {
  Programme programme;
  const UnitHistory& units;
  Id personnel_id = kNoId;
  Id register_id = kNoId;  // of the elected
  Date today;
};

// The same people each time.
class PeopleInventor {
 public:
  // Ids are counted from `first_id`. `group` must outlive the inventor.
  PeopleInventor(const InventedGroup& group, Id first_id) : group_(group), next_id_(first_id) {}

  // Somebody employed in `unit_id`, who may move to `other_id`, and, unless it is kNoId, also elected in
  // `committee_id`.
  InventedPerson Employee(Id unit_id, Id other_id, Id committee_id);
  InventedPerson Elected(Id committee_id);

  Id NextId() { return next_id_++; }

 private:
  InventedPerson NewPerson();
  Engagement NewEngagement(const InventedPerson& person, EngagementKind kind, Id unit_id);
  void AddLeave(Engagement& engagement);
  // Goes on with a new version of the engagement from some day on.
  void Move(InventedPerson& person, Id unit_id);
  void AddAssignments(InventedPerson& person);
  void Decide(AssignmentHistory& history, const InventedPerson& person, int diligence);

  int Chance(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  bool OneIn(int number) { return Chance(number) == 0; }
  // From `from` to the day before `to`.
  Date DayIn(Date from, Date to) { return from + Chance(std::max<int>(1, static_cast<int>(to - from))); }

  const InventedGroup& group_;
  Id next_id_;
  int people_ = 0;
  std::mt19937 random_{20261123};
};

}  // namespace nanolearn::benchmarks
