#include "service/app/compliance_privacy.h"

#include <chrono>
#include <map>
#include <numeric>

#include "absl/functional/function_ref.h"
#include "service/app/manager_privacy.h"
#include "service/domain/small_groups.h"

namespace nanolearn {
namespace {

// In larger trees what is hidden is not found out anew each time.
constexpr int kManyUnits = 500;
constexpr std::chrono::seconds kKeepPresent{600}, kKeepPast{1800};

std::vector<int> AllNodes(const UnitTree& tree) {
  std::vector<int> nodes(tree.nodes().size());
  std::iota(nodes.begin(), nodes.end(), 0);
  return nodes;
}

GroupRow RowFor(int parent, const ComplianceCounts& counts) {
  return {.parent = parent, .people = counts.people, .required = counts.required};
}

// The figures of each unit by kind, and what is hidden of them so far.
class KindTable {
 public:
  KindTable(const UnitTree& tree, std::vector<CountsByKind> counts, int min_group_size)
      : tree_(tree), counts_(std::move(counts)), min_(min_group_size) {
    for (auto& column : hidden_) column.resize(counts_.size());
  }

  // Hides more until neither units nor kinds tell of a small group.
  void Hide() {
    do {
      changed_ = false;
      for (int kind = 0; kind <= kKinds; ++kind) HideInTree(kind);
      for (size_t node = 0; node < counts_.size(); ++node) HideInUnit(node);
    } while (changed_);
  }

  bool IsHidden(int node, int kind) const { return hidden_[kind][node]; }

 private:
  void HideInTree(int kind) {
    std::vector<GroupRow> rows;
    for (size_t node = 0; node < counts_.size(); ++node) {
      rows.push_back(RowFor(tree_.nodes()[node].parent, counts_[node][kind]));
      rows.back().hidden = hidden_[kind][node] || hidden_[kAllKinds][node];
    }
    const std::vector<bool> hidden = HiddenRows(rows, min_);
    for (size_t node = 0; node < rows.size(); ++node) Set(kind, node, hidden[node]);
  }

  void HideInUnit(size_t node) {
    std::vector<GroupRow> rows = {RowFor(-1, counts_[node][kAllKinds])};
    rows[0].hidden = hidden_[kAllKinds][node];
    rows[0].parts_are_all = true;
    for (int kind = 0; kind < kKinds; ++kind) {
      rows.push_back(RowFor(0, counts_[node][kind]));
      rows.back().hidden = hidden_[kind][node];
    }
    const std::vector<bool> hidden = HiddenRows(rows, min_);
    Set(kAllKinds, node, hidden[0]);
    for (int kind = 0; kind < kKinds; ++kind) Set(kind, node, hidden[kind + 1]);
  }

  void Set(int kind, size_t node, bool hidden) {
    if (!hidden || hidden_[kind][node]) return;
    hidden_[kind][node] = true;
    changed_ = true;
  }

  const UnitTree& tree_;
  const std::vector<CountsByKind> counts_;
  const int min_;
  std::array<std::vector<bool>, kKinds + 1> hidden_;
  bool changed_ = false;
};

// `counts` of each node.
std::vector<bool> HiddenInTree(const ComplianceScope& scope, absl::Span<const ComplianceCounts> counts) {
  std::vector<GroupRow> rows;
  for (size_t node = 0; node < counts.size(); ++node) {
    rows.push_back(RowFor(scope.tree().nodes()[node].parent, counts[node]));
  }
  return HiddenRows(rows, scope.organisation.min_group_size);
}

// What `find` says of so many units to this manager, or said a while ago.
std::vector<bool> Lately(const ComplianceScope& scope, int units, Id manager_id,
                         absl::FunctionRef<std::vector<bool>()> find) {
  if (units < kManyUnits) return find();
  const bool is_past = scope.day + 1 < DayOf(absl::Now(), absl::UTCTimeZone());
  return scope.day_tree->hidden().Of({.programme_id = scope.programme_id,
                                      .module_id = scope.module_id,
                                      .min_group_size = scope.organisation.min_group_size,
                                      .manager_id = manager_id,
                                      .top = manager_id == kNoId ? -1 : TopOf(scope)},
                                     is_past ? kKeepPast : kKeepPresent, find);
}

// By the scope's unit and what stands beside them, without their own trees.
std::vector<bool> HiddenBesideEachOther(const ReadTransaction& tx, const ComplianceScope& scope,
                                        absl::Span<const SubjectCounts> subjects) {
  if (HiddenUnitsLately(tx, scope)[scope.node]) return std::vector<bool>(subjects.size(), true);
  std::vector<int> required;
  for (const SubjectCounts& subject : subjects) required.push_back(subject.counts.required);
  return HiddenSubjects(required, scope.organisation.min_group_size);
}

}  // namespace

std::vector<bool> HiddenUnits(const ReadTransaction& tx, const ComplianceScope& scope) {
  return HiddenInTree(scope, ComplianceCounter(tx, scope).OfUnits(AllNodes(scope.tree()), -1));
}

std::vector<bool> HiddenUnitsLately(const ReadTransaction& tx, const ComplianceScope& scope) {
  const auto& nodes = scope.tree().nodes();
  const std::vector<bool> hidden =
      Lately(scope, static_cast<int>(nodes.size()), kNoId, [&] { return HiddenUnits(tx, scope); });
  if (scope.manager_id == kNoId) return hidden;
  const int top = TopOf(scope);
  return Lately(scope, nodes[top].end - top, scope.manager_id,
                [&] { return HiddenFromManager(tx, scope, hidden); });
}

bool IsSmallGroup(const ComplianceScope& scope, const ComplianceCounts& counts) {
  return IsSmall(counts.people, counts.required, scope.organisation.min_group_size);
}

std::vector<bool> HiddenKinds(const ReadTransaction& tx, const ComplianceScope& scope) {
  const ComplianceCounter counter(tx, scope);
  // Nothing tells of the other units, or what a manager knows is not kept by kind.
  if (!counter.uses_figures() || scope.manager_id != kNoId) return std::vector<bool>(kKinds, true);
  KindTable table(scope.tree(), counter.OfUnitsByKind(AllNodes(scope.tree())),
                  scope.organisation.min_group_size);
  table.Hide();
  std::vector<bool> hidden;
  for (int kind = 0; kind < kKinds; ++kind) {
    hidden.push_back(table.IsHidden(scope.node, kAllKinds) || table.IsHidden(scope.node, kind));
  }
  return hidden;
}

std::vector<bool> HiddenSubjectsOf(const ReadTransaction& tx, const ComplianceScope& scope,
                                   absl::Span<const SubjectCounts> subjects, bool by_module) {
  const bool narrowed = (by_module ? scope.programme_id : scope.module_id) != kNoId;
  // No figures are kept of a programme and a module together.
  if (narrowed) return HiddenKeys(tx, scope, subjects, by_module ? TallyByModule : TallyByProgramme);
  std::vector<bool> hidden = HiddenBesideEachOther(tx, scope, subjects);
  // Each subject has a tree of its own, that others may ask for.
  for (size_t i = 0; i < subjects.size(); ++i) {
    if (hidden[i]) continue;
    ComplianceScope one = scope;
    (by_module ? one.module_id : one.programme_id) = subjects[i].id;
    hidden[i] = HiddenUnitsLately(tx, one)[scope.node] || IsSmallGroup(scope, subjects[i].counts);
  }
  return hidden;
}

std::vector<bool> HiddenKeys(const ReadTransaction& tx, const ComplianceScope& scope,
                             absl::Span<const SubjectCounts> subjects, const TallyKeys& keys_of) {
  if (scope.manager_id != kNoId) return std::vector<bool>(subjects.size(), true);  // who knows some of it
  std::vector<bool> hidden = HiddenBesideEachOther(tx, scope, subjects);
  const Id org = scope.organisation.id;
  const auto engagements = tx.engagements().OnDay(org, {}, scope.day);
  const std::vector<Presence> presences = PresencesOf(engagements);
  const FactsQuery query{.day = scope.day, .programme_id = scope.programme_id, .module_id = scope.module_id};
  std::map<Id, std::vector<PersonTally>> tallies;
  for (const PersonTally& tally : ReadTallies(tx, org, PeopleOf(engagements), query, keys_of)) {
    tallies[tally.module_id].push_back(tally);
  }
  for (size_t i = 0; i < subjects.size(); ++i) {
    if (hidden[i]) continue;
    const auto counts = CountByUnit(scope.tree(), presences, tallies[subjects[i].id]);
    hidden[i] = HiddenInTree(scope, counts)[scope.node];
  }
  return hidden;
}

}  // namespace nanolearn
