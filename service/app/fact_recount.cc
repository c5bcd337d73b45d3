#include "service/app/fact_recount.h"

#include <algorithm>
#include <map>

#include "service/app/assignment_planner.h"

namespace nanolearn {
namespace {

template <typename Row, typename PersonOf>
absl::Span<const Row> RowsOf(const std::vector<Row>& rows, Id person_id, PersonOf person_of) {
  const auto first = std::lower_bound(rows.begin(), rows.end(), person_id,
                                      [&](const Row& row, Id id) { return person_of(row) < id; });
  const auto last = std::upper_bound(first, rows.end(), person_id,
                                     [&](Id id, const Row& row) { return id < person_of(row); });
  return absl::MakeConstSpan(rows).subspan(first - rows.begin(), last - first);
}

// What is known of one person.
struct Facts {
  absl::Span<const Engagement> engagements;
  absl::Span<const AssignmentHistory> assignments;
  std::map<Id, std::vector<AudienceRange>> audience;  // by programme
};

// By unit.
std::map<Id, uint8_t> KindsOn(const Facts& facts, const UnitTree& tree, Date day) {
  std::map<Id, uint8_t> kinds;
  for (const Engagement& engagement : facts.engagements) {
    if (!engagement.valid.Contains(day)) continue;
    for (int node = tree.NodeOf(engagement.facts.unit_id); node >= 0; node = tree.nodes()[node].parent) {
      kinds[tree.nodes()[node].unit->unit_id] |= 1 << static_cast<int>(engagement.facts.kind);
    }
  }
  return kinds;
}

// By subject; kNoId is always among them.
std::map<Id, AssignmentCounts> CountsOn(const Facts& facts, Date day) {
  std::map<Id, AssignmentCounts> counts;
  counts[kNoId];
  for (const AssignmentHistory& history : facts.assignments) {
    const Assignment& assignment = history.assignment;
    const auto audience = facts.audience.find(assignment.programme_id);
    if (audience == facts.audience.end()) continue;
    const AssignmentState state = StateOn(history, PresenceOn(audience->second, day), day);
    if (!IsCounted(state)) continue;
    for (const Id subject : {kNoId, assignment.programme_id, assignment.module_id}) {
      Count(state, counts[subject]);
    }
  }
  return counts;
}

void AddPerson(const Facts& facts, const UnitHistory& units, absl::Span<const Date> days,
               FigureChanges& counted) {
  for (const Date day : days) {
    const std::map<Id, uint8_t> kinds_of = KindsOn(facts, units.On(day), day);
    if (kinds_of.empty()) continue;
    for (const auto& [subject, counts] : CountsOn(facts, day)) {
      Figures figures = FiguresOf(counts);
      figures.people = subject == kNoId;
      for (const auto& [unit, kinds] : kinds_of) counted[{unit, subject, kinds, day}] += figures;
    }
  }
}

}  // namespace

FigureChanges CountFacts(const ReadTransaction& tx, Id organisation_id, const UnitHistory& units,
                         absl::Span<const Date> days) {
  FigureChanges counted;
  ForEachPersonChunk(tx, organisation_id, [&](absl::Span<const Id> people) {
    const std::vector<Engagement> engagements = tx.engagements().OfPeople(organisation_id, people);
    const std::vector<Membership> memberships = tx.assignments().MembershipsOfPeople(organisation_id, people);
    const std::vector<AssignmentHistory> histories = tx.assignments().Histories(organisation_id, people);
    for (const Id person : people) {
      Facts facts{
          RowsOf(engagements, person, [](const Engagement& row) { return row.person_id; }),
          RowsOf(histories, person, [](const AssignmentHistory& row) { return row.assignment.person_id; }),
          {}};
      for (const Membership& m :
           RowsOf(memberships, person, [](const Membership& row) { return row.person_id; })) {
        facts.audience[m.programme_id].push_back({m.days, m.is_paused});
      }
      AddPerson(facts, units, days, counted);
    }
  });
  return counted;
}

}  // namespace nanolearn
