#include "service/app/late_candidates.h"

#include <algorithm>
#include <utility>

#include "service/app/compliance_counter.h"

namespace nanolearn {
namespace {

// More than a page, since some are waived or not to be named.
constexpr int kSpare = 20;
constexpr int kMostTogether = 4000;  // bounds memory
// To go through what somebody has takes as long as to go through so many that stand by due date.
constexpr double kTimesOfPerson = 2;

LateSizes SizesOf(const ComplianceScope& scope, const ReadTransaction& tx) {
  ComplianceScope asked = scope, all = scope;
  if (scope.has_both()) asked.programme_id = kNoId;  // figures are kept of one of them
  all.programme_id = all.module_id = kNoId;
  const auto& nodes = scope.tree().nodes();
  std::vector<int> tops;
  for (int node = 0; node < static_cast<int>(nodes.size()); node = nodes[node].end) tops.push_back(node);
  LateSizes sizes;
  const ComplianceCounts unit = ComplianceCounter(tx, asked).OfUnits({scope.node}, scope.node).front();
  sizes.people = unit.people;
  sizes.late = unit.assignments.overdue;
  for (const ComplianceCounts& top : ComplianceCounter(tx, all).OfUnits(tops, scope.node)) {
    sizes.late_of_all += top.assignments.overdue;
  }
  return sizes;
}

bool ReadsByPeople(const ReadTransaction& tx, const ComplianceScope& scope, int count) {
  // To count would take as long as to read everything.
  if (!tx.figures().State(scope.organisation.id).is_ready) return scope.unit().parent >= 0;
  return IsSoonerByPeople(SizesOf(scope, tx), count);
}

}  // namespace

bool IsSoonerByPeople(const LateSizes& sizes, int count) {
  // Those of the unit are taken to be spread evenly among all.
  const double read_by_date =
      sizes.late <= count ? sizes.late_of_all : double{1} * sizes.late_of_all * count / sizes.late;
  return kTimesOfPerson * sizes.people < read_by_date;
}

LateCandidates::LateCandidates(const ReadTransaction& tx, const ComplianceScope& scope,
                               const DuePosition& after, int count, absl::Span<const Id> only)
    : tx_(tx),
      scope_(scope),
      only_(only.begin(), only.end()),
      by_people_(only.empty() && ReadsByPeople(tx, scope, count)) {
  query_ = {.day = scope.day,
            .programme_id = scope.programme_id,
            .module_id = scope.module_id,
            .after = after,
            .limit = count + kSpare};
}

std::vector<OpenAssignment> LateCandidates::Next() {
  if (!only_.empty()) return AllOfOnly();
  while (!at_end_) {
    std::vector<DueAssignment> due = NextDue();
    if (!by_people_ || at_end_) KeepUnit(due);
    std::vector<Id> ids;
    for (const DueAssignment& one : due) ids.push_back(one.position.id);
    if (!ids.empty()) return tx_.compliance().Open(scope_.organisation.id, ids, scope_.day);
  }
  return {};
}

std::vector<OpenAssignment> LateCandidates::AllOfOnly() {
  if (std::exchange(at_end_, true)) return {};
  std::vector<OpenAssignment> open = tx_.compliance().Open(scope_.organisation.id, only_, scope_.day);
  std::vector<Id> people;
  for (const OpenAssignment& one : open) people.push_back(one.history.assignment.person_id);
  const absl::flat_hash_set<Id> in_unit = InUnit(people);
  std::erase_if(open, [&](const OpenAssignment& one) {
    const Assignment& a = one.history.assignment;
    const bool is_asked_about = (scope_.programme_id == kNoId || scope_.programme_id == a.programme_id) &&
                                (scope_.module_id == kNoId || scope_.module_id == a.module_id);
    return !is_asked_about || !in_unit.contains(a.person_id) || !(query_.after < PositionOf(a));
  });
  return open;
}

// What was extended since stands at its present due date, behind everything else.
std::vector<DueAssignment> LateCandidates::NextDue() {
  const Id organisation_id = scope_.organisation.id;
  auto due = by_people_ ? tx_.compliance().DueBeforeInUnits(organisation_id, query_,
                                                            scope_.tree().UnitsWithin(scope_.node))
                        : tx_.compliance().DueBefore(organisation_id, query_);
  if (due.empty()) {
    at_end_ = true;
    return tx_.compliance().ExtendedSince(organisation_id, query_);
  }
  query_.after = due.back().position;
  query_.limit = std::min(kMostTogether, 2 * query_.limit);
  return due;
}

void LateCandidates::KeepUnit(std::vector<DueAssignment>& due) const {
  std::vector<Id> people;
  for (const DueAssignment& one : due) people.push_back(one.person_id);
  const absl::flat_hash_set<Id> in_unit = InUnit(people);
  std::erase_if(due, [&](const DueAssignment& one) { return !in_unit.contains(one.person_id); });
}

absl::flat_hash_set<Id> LateCandidates::InUnit(absl::Span<const Id> people) const {
  absl::flat_hash_set<Id> in_unit;
  for (const Presence& p : tx_.compliance().PresencesOf(scope_.organisation.id, people, scope_.day)) {
    const int node = scope_.tree().NodeOf(p.unit_id);
    if (node >= 0 && scope_.tree().IsWithin(node, scope_.node)) in_unit.insert(p.person_id);
  }
  return in_unit;
}

}  // namespace nanolearn
