#pragma once

#include <memory>
#include <string>

#include "service/app/compliance.h"

namespace nanolearn {

// What one question about figures is about, in one snapshot.
struct ComplianceScope {
  Organisation organisation;
  Date day;
  std::shared_ptr<const DayTree> day_tree;
  int node = -1;  // -1: there are no units
  Id programme_id = kNoId;
  Id module_id = kNoId;
  bool hides_small_groups = false;  // from this caller
  bool has_unit = false;            // who sees that and what is below
  // Who by the roster knows how their own people stand, and the unit where what they see begins. kNoId:
  // everybody else.
  Id manager_id = kNoId;
  Id manager_unit_id = kNoId;

  const UnitTree& tree() const { return day_tree->tree(); }
  const UnitTree::Node& unit() const { return tree().nodes()[node]; }
  // The programme or module that figures are kept of; kNoId: everything, or both were named.
  Id subject() const;
  bool has_both() const { return programme_id != kNoId && module_id != kNoId; }
};

// `as_of`: today when absent.
absl::StatusOr<ComplianceScope> OpenScope(const Environment& env, UnitTrees& trees, const ReadTransaction& tx,
                                          const Caller& caller, const ComplianceSubject& subject,
                                          std::optional<Date> as_of, Permission permission);

DataAge AgeOf(const ReadTransaction& tx, Id organisation_id);

// What a subject is, in one text, for page tokens.
std::string TextOf(const ComplianceSubject& subject);

// A row about the unit at `node`.
ComplianceRow RowOf(const UnitTree& tree, int node, const ComplianceCounts& counts);
// Without figures.
void Hide(ComplianceRow& row);

}  // namespace nanolearn
