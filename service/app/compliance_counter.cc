#include "service/app/compliance_counter.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "service/app/compliance_facts.h"
#include "service/app/lookup.h"

namespace nanolearn {
namespace {

Figures PeopleOnly(const Figures& figures) {
  Figures people;
  people.people = figures.people;
  return people;
}

// People are kept under everything; what was asked of them under what was asked for.
Figures PartFor(Id subject, const FigureRow& row) {
  if (subject == kNoId) return row.figures;
  if (row.subject_id == kNoId) return PeopleOnly(row.figures);
  Figures figures = row.figures;
  figures.people = 0;
  return figures;
}

void AddByKind(uint8_t kinds, const Figures& figures, CountsByKind& counts) {
  for (int kind = 0; kind < kKinds; ++kind) {
    if ((kinds >> kind) & 1) counts[kind].Add(kinds, figures);
  }
  counts[kAllKinds].Add(kinds, figures);
}

std::vector<Id> SubjectsFor(Id subject) {
  return subject == kNoId ? std::vector<Id>{kNoId} : std::vector<Id>{kNoId, subject};
}

// Those of `items` that `subject` is, without counts; kNoId: all.
template <typename Item>
std::vector<SubjectCounts> SubjectsAmong(const std::vector<Item>& items, Id subject) {
  std::vector<SubjectCounts> subjects;
  for (const Item& item : items) {
    if (subject != kNoId && item.id != subject) continue;
    subjects.push_back({item.id, item.slug, item.display_name, {}});
  }
  return subjects;
}

FactsQuery QueryOf(const ComplianceScope& scope) {
  return {.day = scope.day, .programme_id = scope.programme_id, .module_id = scope.module_id};
}

}  // namespace

ComplianceCounter::ComplianceCounter(const ReadTransaction& tx, const ComplianceScope& scope)
    : tx_(tx),
      scope_(scope),
      uses_figures_(!scope.has_both() && tx.figures().State(scope.organisation.id).is_ready) {}

std::vector<CountsByKind> ComplianceCounter::OfUnitsByKind(absl::Span<const int> nodes) const {
  absl::flat_hash_map<Id, size_t> position;
  std::vector<Id> unit_ids;
  for (const int node : nodes) {
    const Id unit_id = scope_.tree().nodes()[node].unit->unit_id;
    position[unit_id] = unit_ids.size();
    unit_ids.push_back(unit_id);
  }
  std::vector<CountsByKind> counts(nodes.size());
  for (const FigureRow& row :
       tx_.figures().On(scope_.organisation.id, unit_ids, SubjectsFor(scope_.subject()), scope_.day)) {
    AddByKind(row.kinds, PartFor(scope_.subject(), row), counts[position.at(row.unit_id)]);
  }
  return counts;
}

std::vector<ComplianceCounts> ComplianceCounter::OfUnits(absl::Span<const int> nodes, int top) const {
  std::vector<ComplianceCounts> counts;
  if (uses_figures_) {
    for (const CountsByKind& unit : OfUnitsByKind(nodes)) counts.push_back(unit[kAllKinds]);
    return counts;
  }
  const Id org = scope_.organisation.id;
  const auto engagements = tx_.engagements().OnDay(org, UnitIdsBelow(scope_.tree(), top), scope_.day);
  const auto all = CountByUnit(scope_.tree(), PresencesOf(engagements),
                               ReadTallies(tx_, org, PeopleOf(engagements), QueryOf(scope_), TallyTogether));
  for (const int node : nodes) counts.push_back(all[node]);
  return counts;
}

CountsByKind ComplianceCounter::OfKinds() const {
  if (uses_figures_) return OfUnitsByKind({scope_.node}).front();
  const Id org = scope_.organisation.id;
  const auto engagements = tx_.engagements().OnDay(org, UnitIdsBelow(scope_.tree(), scope_.node), scope_.day);
  const auto counted =
      CountByKind(scope_.tree(), scope_.node, PresencesOf(engagements),
                  ReadTallies(tx_, org, PeopleOf(engagements), QueryOf(scope_), TallyTogether));
  CountsByKind counts;
  std::copy(counted.begin(), counted.end(), counts.begin());
  return counts;
}

std::vector<SubjectCounts> ComplianceCounter::OfModules() const {
  auto modules = SubjectsAmong(AllModules(tx_, scope_.organisation.id), scope_.module_id);
  const bool narrowed = scope_.programme_id != kNoId;
  return uses_figures_ && !narrowed ? OfSubjects(std::move(modules))
                                    : CountSubjects(std::move(modules), /*by_module=*/true);
}

std::vector<SubjectCounts> ComplianceCounter::OfProgrammes() const {
  auto programmes = SubjectsAmong(AllProgrammes(tx_, scope_.organisation.id), scope_.programme_id);
  const bool narrowed = scope_.module_id != kNoId;
  return uses_figures_ && !narrowed ? OfSubjects(std::move(programmes))
                                    : CountSubjects(std::move(programmes), /*by_module=*/false);
}

std::vector<SubjectCounts> ComplianceCounter::OfSubjects(std::vector<SubjectCounts> subjects) const {
  absl::flat_hash_map<Id, size_t> position;
  std::vector<Id> ids = {kNoId};
  for (size_t i = 0; i < subjects.size(); ++i) {
    position[subjects[i].id] = i;
    ids.push_back(subjects[i].id);
  }
  const Id unit_id = scope_.unit().unit->unit_id;
  for (const FigureRow& row : tx_.figures().On(scope_.organisation.id, {unit_id}, ids, scope_.day)) {
    if (row.subject_id == kNoId) {
      for (SubjectCounts& s : subjects) s.counts.Add(row.kinds, PeopleOnly(row.figures));
    } else {
      subjects[position.at(row.subject_id)].counts.Add(row.kinds, PartFor(row.subject_id, row));
    }
  }
  std::erase_if(subjects, [](const SubjectCounts& s) { return s.counts.assignments.assigned == 0; });
  return subjects;
}

std::vector<SubjectCounts> ComplianceCounter::CountSubjects(std::vector<SubjectCounts> subjects,
                                                            bool by_module) const {
  const Id org = scope_.organisation.id;
  const auto engagements = tx_.engagements().OnDay(org, UnitIdsBelow(scope_.tree(), scope_.node), scope_.day);
  const auto tallies = ReadTallies(tx_, org, PeopleOf(engagements), QueryOf(scope_),
                                   by_module ? TallyByModule : TallyByProgramme);
  std::vector<Id> ids;
  for (const SubjectCounts& subject : subjects) ids.push_back(subject.id);
  const auto counts = CountByModule(scope_.tree(), scope_.node, ids, PresencesOf(engagements), tallies);
  for (size_t i = 0; i < subjects.size(); ++i) subjects[i].counts = counts[i];
  std::erase_if(subjects, [](const SubjectCounts& s) { return s.counts.assignments.assigned == 0; });
  return subjects;
}

}  // namespace nanolearn
