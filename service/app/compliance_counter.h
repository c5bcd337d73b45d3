#pragma once

#include <array>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/app/compliance_scope.h"

namespace nanolearn {

// The figures of a unit for each kind of engagement there, and at kAllKinds those of everybody.
inline constexpr int kKinds = 4;
inline constexpr int kAllKinds = kKinds;
using CountsByKind = std::array<ComplianceCounts, kKinds + 1>;

// The figures of something in a unit.
struct SubjectCounts {
  Id id = kNoId;
  std::string slug;
  std::string display_name;
  ComplianceCounts counts;
};

// Counts in one snapshot: from the figures that are kept ahead, at a cost that does not depend on the number
// of people, and from the facts where there are none.
class ComplianceCounter {
 public:
  // Both must outlive the counter.
  ComplianceCounter(const ReadTransaction& tx, const ComplianceScope& scope);

  bool uses_figures() const { return uses_figures_; }

  // Of these nodes, which lie in or below `top`; -1: anywhere.
  std::vector<ComplianceCounts> OfUnits(absl::Span<const int> nodes, int top) const;
  // The same by kind. Only when it uses figures.
  std::vector<CountsByKind> OfUnitsByKind(absl::Span<const int> nodes) const;
  // Of the scope's unit.
  CountsByKind OfKinds() const;
  // Of the scope's unit, those with an assignment that has opened there, by slug.
  std::vector<SubjectCounts> OfModules() const;
  std::vector<SubjectCounts> OfProgrammes() const;

 private:
  std::vector<SubjectCounts> OfSubjects(std::vector<SubjectCounts> subjects) const;
  std::vector<SubjectCounts> CountSubjects(std::vector<SubjectCounts> subjects, bool by_module) const;

  const ReadTransaction& tx_;
  const ComplianceScope& scope_;
  bool uses_figures_;
};

}  // namespace nanolearn
