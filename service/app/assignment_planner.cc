#include "service/app/assignment_planner.h"

#include <map>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "service/base/limits.h"
#include "service/domain/audience.h"

namespace nanolearn {
namespace {

constexpr int kChunk = 1000;  // people planned at a time: bounds memory

// Membership ranges of one person, in order.
std::map<Id, std::vector<DateRange>> ByPerson(absl::Span<const Membership> memberships) {
  std::map<Id, std::vector<DateRange>> days;
  for (const Membership& membership : memberships) days[membership.person_id].push_back(membership.days);
  return days;
}

}  // namespace

std::vector<Membership> ComputeMemberships(const Programme& programme,
                                           absl::Span<const Engagement> engagements,
                                           const UnitHistory& units) {
  std::vector<Membership> memberships;
  for (size_t first = 0; first < engagements.size();) {
    size_t last = first;
    while (last < engagements.size() && engagements[last].person_id == engagements[first].person_id) ++last;
    for (const DateRange& days : AudienceDays(programme.audience, engagements.subspan(first, last - first),
                                              units, programme.open_date)) {
      memberships.push_back({engagements[first].person_id, days});
    }
    first = last;
  }
  return memberships;
}

void ForEachPersonChunk(const ReadTransaction& tx, Id organisation_id,
                        absl::FunctionRef<void(absl::Span<const Id>)> chunk) {
  std::vector<Id> ids;
  for (Id after = kNoId;; after = ids.back()) {
    ids = tx.people().Ids(organisation_id, after, kChunk);
    if (ids.empty()) return;
    chunk(ids);
  }
}

std::vector<Programme> AllProgrammes(const ReadTransaction& tx, Id organisation_id) {
  std::vector<Programme> all;
  for (std::string after;; after = all.back().slug) {
    std::vector<Programme> some = tx.programmes().List(organisation_id, after, limits::kMaxPageSize);
    if (some.empty()) return all;
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
}

AssignmentPlanner::AssignmentPlanner(const Environment& env, WriteTransaction& tx, Id organisation_id)
    : env_(env), tx_(tx), organisation_id_(organisation_id), units_(tx.units().Versions(organisation_id)) {}

void AssignmentPlanner::PlanPeople(absl::Span<const Id> person_ids) {
  const std::vector<Programme> programmes = AllProgrammes(tx_, organisation_id_);
  if (programmes.empty()) return;
  for (size_t first = 0; first < person_ids.size(); first += kChunk) {
    const absl::Span<const Id> ids = person_ids.subspan(first, kChunk);
    const std::vector<Engagement> engagements = tx_.engagements().OfPeople(organisation_id_, ids);
    for (const Programme& programme : programmes) PlanChunk(programme, ids, engagements);
  }
}

void AssignmentPlanner::PlanEverybody() {
  const std::vector<Programme> programmes = AllProgrammes(tx_, organisation_id_);
  if (programmes.empty()) return;
  ForEachPersonChunk(tx_, organisation_id_, [&](absl::Span<const Id> ids) {
    const std::vector<Engagement> engagements = tx_.engagements().OfPeople(organisation_id_, ids);
    for (const Programme& programme : programmes) PlanChunk(programme, ids, engagements);
  });
}

void AssignmentPlanner::PlanProgramme(const Programme& programme) {
  ForEachPersonChunk(tx_, organisation_id_, [&](absl::Span<const Id> ids) {
    PlanChunk(programme, ids, tx_.engagements().OfPeople(organisation_id_, ids));
  });
}

void AssignmentPlanner::PlanChunk(const Programme& programme, absl::Span<const Id> person_ids,
                                  absl::Span<const Engagement> engagements) {
  const std::vector<Membership> wanted = ComputeMemberships(programme, engagements, units_);
  const auto days_of = ByPerson(wanted);
  const auto had = ByPerson(tx_.assignments().Memberships(organisation_id_, programme.id, person_ids));
  std::vector<Id> changed;
  for (const Id person : person_ids) {
    const auto before = had.find(person);
    const auto after = days_of.find(person);
    const bool same = (before == had.end()) == (after == days_of.end()) &&
                      (before == had.end() || before->second == after->second);
    if (!same) changed.push_back(person);
  }
  if (changed.empty()) return;

  std::vector<Membership> replacements;
  for (const Id person : changed) {
    if (const auto days = days_of.find(person); days != days_of.end()) {
      for (const DateRange& range : days->second) replacements.push_back({person, range});
    }
  }
  tx_.assignments().ReplaceMemberships(organisation_id_, programme.id, changed, replacements);

  absl::flat_hash_map<std::pair<Id, Id>, Assignment> existing;  // by person and module
  for (const Assignment& assignment :
       tx_.assignments().OfProgramme(organisation_id_, programme.id, changed)) {
    existing[{assignment.person_id, assignment.module_id}] = assignment;
  }
  std::vector<Assignment> added;
  for (const Id person : changed) {
    const auto days = days_of.find(person);
    if (days == days_of.end()) continue;  // withdrawn: the assignments stay as they are
    const AssignmentDates dates = DatesFor(programme, days->second);
    for (const Id module : programme.module_ids) {
      const auto old = existing.find({person, module});
      if (old == existing.end()) {
        added.push_back(
            {env_.ids.Next(), programme.id, module, person, 1, dates.open, dates.due, std::nullopt});
      } else if (!old->second.complete_date &&
                 (old->second.open_date != dates.open || old->second.due_date != dates.due)) {
        tx_.assignments().SetDates(organisation_id_, old->second.id, dates.open, dates.due);
      }
    }
  }
  tx_.assignments().Insert(organisation_id_, added);
}

}  // namespace nanolearn
