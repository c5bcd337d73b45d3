#pragma once

#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/types/span.h"
#include "service/app/compliance_scope.h"
#include "service/storage/compliance_table.h"
#include "service/storage/store.h"

namespace nanolearn {

// What is known of the size of a list before it is read.
struct LateSizes {
  int people = 0;       // in the unit
  int late = 0;         // assignments of theirs that are asked about
  int late_of_all = 0;  // of everybody in the organisation, whether they are asked about or not
};

// Whether `count` of them are found sooner by going through the unit's people than through everything by due
// date.
bool IsSoonerByPeople(const LateSizes& sizes, int count);

// Gives what people in the scope's unit may be late with, by position, some at a time: about as much as
// somebody wants who asked for `count`, then more each time. Of the assignments `only` when these are given,
// all at once.
class LateCandidates {
 public:
  // The first two must outlive it.
  LateCandidates(const ReadTransaction& tx, const ComplianceScope& scope, const DuePosition& after, int count,
                 absl::Span<const Id> only = {});

  // Empty: there are no more.
  std::vector<OpenAssignment> Next();

 private:
  std::vector<DueAssignment> NextDue();
  std::vector<OpenAssignment> AllOfOnly();
  void KeepUnit(std::vector<DueAssignment>& due) const;
  absl::flat_hash_set<Id> InUnit(absl::Span<const Id> people) const;

  const ReadTransaction& tx_;
  const ComplianceScope& scope_;
  const std::vector<Id> only_;
  const bool by_people_;
  DueQuery query_;
  bool at_end_ = false;  // nothing is left to read
};

}  // namespace nanolearn
