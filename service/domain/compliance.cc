#include "service/domain/compliance.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "service/domain/figure_numbers.h"

namespace nanolearn {
namespace {

struct Located {
  Id person_id;
  int node;
  EngagementKind kind;
};

// Presences that the tree knows, people together.
std::vector<Located> Locate(const UnitTree& tree, absl::Span<const Presence> presences) {
  std::vector<Located> located;
  located.reserve(presences.size());
  for (const Presence& presence : presences) {
    if (const int node = tree.NodeOf(presence.unit_id); node >= 0) {
      located.push_back({presence.person_id, node, presence.kind});
    }
  }
  std::sort(located.begin(), located.end(),
            [](const Located& a, const Located& b) { return a.person_id < b.person_id; });
  return located;
}

void AddPerson(ComplianceCounts& counts, bool employee, bool elected, const AssignmentCounts* tally) {
  ++counts.people;
  counts.employees += employee;
  counts.elected += elected;
  if (tally) counts.Add(0, FiguresOf(*tally));
}

// Calls `person(first, last)` for each person's run of `located`.
template <typename F>
void ForEachPerson(const std::vector<Located>& located, F person) {
  for (auto first = located.begin(); first != located.end();) {
    auto last = first;
    while (last != located.end() && last->person_id == first->person_id) ++last;
    person(first, last);
    first = last;
  }
}

using Tallies = absl::flat_hash_map<Id, const AssignmentCounts*>;

Tallies IndexTallies(absl::Span<const PersonTally> tallies) {
  Tallies index;
  index.reserve(tallies.size());
  for (const PersonTally& tally : tallies) index[tally.person_id] = &tally.counts;
  return index;
}

const AssignmentCounts* TallyOf(const Tallies& tallies, Id person_id) {
  const auto it = tallies.find(person_id);
  return it == tallies.end() ? nullptr : it->second;
}

constexpr auto kPlus = [](int& a, int b) { a += b; };
constexpr auto kMinus = [](int& a, int b) { a -= b; };

template <typename Change>
void ChangeCounts(AssignmentCounts& a, const AssignmentCounts& b, Change change) {
  change(a.assigned, b.assigned);
  ForEachCount(change, a, b);
}

// `F`: Figures or ComplianceCounts.
template <typename F, typename Change>
void ChangeFigures(F& a, const Figures& b, Change change) {
  change(a.assignments.assigned, b.assignments.assigned);
  ForEachFigure(change, a, b);
}

bool HasKind(uint8_t kinds, EngagementKind kind) { return (kinds >> static_cast<int>(kind)) & 1; }

}  // namespace

AssignmentCounts& AssignmentCounts::operator+=(const AssignmentCounts& other) {
  ChangeCounts(*this, other, kPlus);
  return *this;
}

AssignmentCounts& AssignmentCounts::operator-=(const AssignmentCounts& other) {
  ChangeCounts(*this, other, kMinus);
  return *this;
}

Figures& Figures::operator+=(const Figures& other) {
  ChangeFigures(*this, other, kPlus);
  return *this;
}

Figures& Figures::operator-=(const Figures& other) {
  ChangeFigures(*this, other, kMinus);
  return *this;
}

void ComplianceCounts::Add(uint8_t kinds, const Figures& figures) {
  ChangeFigures(*this, figures, kPlus);
  if (HasKind(kinds, EngagementKind::kEmployment)) employees += figures.people;
  if (HasKind(kinds, EngagementKind::kMandate) || HasKind(kinds, EngagementKind::kBoardSeat)) {
    elected += figures.people;
  }
}

Figures FiguresOf(const AssignmentCounts& person) {
  Figures figures;
  if (person.assigned == 0) return figures;
  const int active = person.assigned - person.waived - person.paused;
  figures.required = 1;
  figures.completed = active > 0 && person.completed == active;
  figures.overdue = person.overdue > 0;
  figures.paused = active == 0 && person.paused > 0;
  figures.waived = active == 0 && person.paused == 0;
  figures.assignments = person;
  return figures;
}

void Count(AssignmentState state, AssignmentCounts& counts) {
  if (!IsCounted(state)) return;
  ++counts.assigned;
  counts.not_yet_due += state == AssignmentState::kNotYetDue;
  counts.overdue += state == AssignmentState::kOverdue;
  counts.completed += state == AssignmentState::kCompleted || state == AssignmentState::kCompletedLate;
  counts.completed_late += state == AssignmentState::kCompletedLate;
  counts.waived += state == AssignmentState::kWaived;
  counts.paused += state == AssignmentState::kPaused;
}

std::vector<ComplianceCounts> CountByUnit(const UnitTree& tree, absl::Span<const Presence> presences,
                                          absl::Span<const PersonTally> tallies) {
  std::vector<ComplianceCounts> counts(tree.nodes().size());
  const Tallies tally_of = IndexTallies(tallies);
  // Which nodes a person touches, and with what: 1 present, 2 as employee, 4 as elected.
  std::vector<unsigned char> marks(counts.size());
  std::vector<int> touched;
  ForEachPerson(Locate(tree, presences), [&](auto first, auto last) {
    touched.clear();
    for (auto it = first; it != last; ++it) {
      const unsigned char mark =
          1 | (it->kind == EngagementKind::kEmployment ? 2 : 0) | (IsElected(it->kind) ? 4 : 0);
      for (int node = it->node; node >= 0; node = tree.nodes()[node].parent) {
        if (!marks[node]) touched.push_back(node);
        marks[node] |= mark;
      }
    }
    const AssignmentCounts* tally = TallyOf(tally_of, first->person_id);
    for (const int node : touched) {
      AddPerson(counts[node], marks[node] & 2, marks[node] & 4, tally);
      marks[node] = 0;
    }
  });
  return counts;
}

std::vector<ComplianceCounts> CountByKind(const UnitTree& tree, int node,
                                          absl::Span<const Presence> presences,
                                          absl::Span<const PersonTally> tallies) {
  std::vector<ComplianceCounts> counts(4);
  const Tallies tally_of = IndexTallies(tallies);
  ForEachPerson(Locate(tree, presences), [&](auto first, auto last) {
    bool kinds[4] = {};
    for (auto it = first; it != last; ++it) {
      if (tree.IsWithin(it->node, node)) kinds[static_cast<int>(it->kind)] = true;
    }
    const bool employee = kinds[static_cast<int>(EngagementKind::kEmployment)];
    const bool elected = kinds[static_cast<int>(EngagementKind::kMandate)] ||
                         kinds[static_cast<int>(EngagementKind::kBoardSeat)];
    for (int kind = 0; kind < 4; ++kind) {
      if (kinds[kind]) AddPerson(counts[kind], employee, elected, TallyOf(tally_of, first->person_id));
    }
  });
  return counts;
}

std::vector<ComplianceCounts> CountByModule(const UnitTree& tree, int node, absl::Span<const Id> modules,
                                            absl::Span<const Presence> presences,
                                            absl::Span<const PersonTally> tallies) {
  absl::flat_hash_map<std::pair<Id, Id>, const AssignmentCounts*> tally_of;  // by person and module
  tally_of.reserve(tallies.size());
  for (const PersonTally& tally : tallies) tally_of[{tally.person_id, tally.module_id}] = &tally.counts;
  std::vector<ComplianceCounts> counts(modules.size());
  ForEachPerson(Locate(tree, presences), [&](auto first, auto last) {
    bool present = false, employee = false, elected = false;
    for (auto it = first; it != last; ++it) {
      if (!tree.IsWithin(it->node, node)) continue;
      present = true;
      employee |= it->kind == EngagementKind::kEmployment;
      elected |= IsElected(it->kind);
    }
    if (!present) return;
    for (size_t i = 0; i < modules.size(); ++i) {
      const auto tally = tally_of.find({first->person_id, modules[i]});
      AddPerson(counts[i], employee, elected, tally == tally_of.end() ? nullptr : tally->second);
    }
  });
  return counts;
}

}  // namespace nanolearn
