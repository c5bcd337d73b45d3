#include "service/app/assignment_planner.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "service/app/figure_writer.h"
#include "service/app/lookup.h"

namespace nanolearn {
namespace {

constexpr int kChunk = 1000;  // people planned at a time: bounds memory
// In one transaction: their assignments stay locked for a few seconds at most.
constexpr size_t kPeopleAtOnce = 10000;

// The run of `rows`, which are by person, that is `person_id`'s; it begins at `next`, which moves on.
template <typename Rows, typename PersonOf>
std::pair<size_t, size_t> RunOf(const Rows& rows, Id person_id, size_t& next, PersonOf person_of) {
  while (next < rows.size() && person_of(rows[next]) < person_id) ++next;
  const size_t first = next;
  while (next < rows.size() && person_of(rows[next]) == person_id) ++next;
  return {first, next - first};
}

bool SameDates(const Assignment& assignment, const PlannedAssignment& planned) {
  return assignment.open_date == planned.open_date && assignment.due_date == planned.due_date &&
         assignment.close_date == planned.close_date;
}

std::vector<AudienceRange> RangesOf(absl::Span<const Membership> memberships, Id programme_id) {
  std::vector<AudienceRange> ranges;
  for (const Membership& membership : memberships) {
    if (membership.programme_id == programme_id) ranges.push_back({membership.days, membership.is_paused});
  }
  return ranges;
}

}  // namespace

Date PlannedUntil(const Calendar& calendar, Date today) {
  if (calendar.recurrence == Recurrence::kOnce) return kNoEnd;
  return std::max(calendar.open_date, today) + kPlannedDaysAhead;
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

std::vector<ModuleEdition> EditionsOf(const ReadTransaction& tx, Id organisation_id,
                                      absl::Span<const Programme> programmes) {
  std::vector<Id> modules;
  for (const Programme& programme : programmes) {
    for (const ProgrammeModule& module : programme.modules) modules.push_back(module.module_id);
  }
  return tx.modules().Editions(organisation_id, modules);
}

// What a chunk of people needs written.
struct AssignmentPlanner::Changes {
  std::map<Id, std::vector<Id>> people;               // by programme: whose days are others
  std::map<Id, std::vector<Membership>> memberships;  // by programme: all days of these
  std::vector<Assignment> added;
  std::vector<Assignment> moved;  // have other dates
};

AssignmentPlanner::AssignmentPlanner(const Environment& env, WriteTransaction& tx, Id organisation_id)
    : env_(env),
      tx_(tx),
      organisation_id_(organisation_id),
      units_(tx.units().Versions(organisation_id)),
      programmes_(AllProgrammes(tx, organisation_id)),
      editions_(EditionsOf(tx, organisation_id, programmes_)) {}

void AssignmentPlanner::PlanPeople(absl::Span<const Id> person_ids) {
  std::vector<Id> ids(person_ids.begin(), person_ids.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  for (size_t first = 0; first < ids.size(); first += kChunk) {
    PlanChunk(absl::MakeConstSpan(ids).subspan(first, kChunk));
  }
}

void AssignmentPlanner::PlanEverybody() {
  if (tx_.people().Ids(organisation_id_, kNoId, kPeopleAtOnce + 1).size() > kPeopleAtOnce) {
    tx_.assignments().QueueEverybody(organisation_id_);
    return;
  }
  ForEachPersonChunk(tx_, organisation_id_, [this](absl::Span<const Id> ids) { PlanChunk(ids); });
}

// What has been completed is read with locks: a completion that comes at the same time is either seen here or
// waits and sees what is written here.
void AssignmentPlanner::PlanChunk(absl::Span<const Id> person_ids) {
  std::vector<AssignmentHistory> histories;
  std::vector<Membership> memberships;
  if (!programmes_.empty()) {
    histories = tx_.assignments().LockHistories(organisation_id_, person_ids);
    memberships = tx_.assignments().MembershipsOfPeople(organisation_id_, person_ids);
  }
  FigureWriter figures(env_, tx_, organisation_id_);
  figures.Lock(person_ids);
  const std::vector<Engagement> engagements = tx_.engagements().OfPeople(organisation_id_, person_ids);
  const std::vector<Id> erased_ids = tx_.privacy().Erased(organisation_id_, person_ids);
  const absl::flat_hash_set<Id> erased(erased_ids.begin(), erased_ids.end());
  Changes changes;
  size_t next_engagement = 0, next_membership = 0, next_history = 0;
  for (const Id person : person_ids) {
    const auto [e, e_count] =
        RunOf(engagements, person, next_engagement, [](const Engagement& row) { return row.person_id; });
    const auto [m, m_count] =
        RunOf(memberships, person, next_membership, [](const Membership& row) { return row.person_id; });
    const auto [h, h_count] = RunOf(histories, person, next_history,
                                    [](const AssignmentHistory& row) { return row.assignment.person_id; });
    const auto their_engagements = absl::MakeConstSpan(engagements).subspan(e, e_count);
    std::vector<AssignmentHistory> theirs(std::make_move_iterator(histories.begin() + h),
                                          std::make_move_iterator(histories.begin() + h + h_count));
    const auto their_memberships = absl::MakeConstSpan(memberships).subspan(m, m_count);
    const std::vector<ProgrammeDays> days =
        erased.contains(person) ? StoredDays(their_memberships)
                                : PlanPerson(person, their_engagements, their_memberships, theirs, changes);
    figures.Replace(person, TimelineOf(their_engagements, units_, days, theirs));
  }
  Write(changes);
  figures.Finish();
}

std::vector<ProgrammeDays> AssignmentPlanner::StoredDays(absl::Span<const Membership> memberships) const {
  std::vector<ProgrammeDays> all;
  for (const Programme& programme : programmes_) {
    std::vector<AudienceRange> days = RangesOf(memberships, programme.id);
    if (!days.empty()) all.push_back({programme.id, std::move(days)});
  }
  return all;
}

std::vector<ProgrammeDays> AssignmentPlanner::PlanPerson(Id person_id,
                                                         absl::Span<const Engagement> engagements,
                                                         absl::Span<const Membership> memberships,
                                                         std::vector<AssignmentHistory>& histories,
                                                         Changes& changes) {
  std::vector<ProgrammeDays> all;
  for (const Programme& programme : programmes_) {
    std::vector<AudienceRange> days = AudienceDays(programme, engagements, units_);
    if (days != RangesOf(memberships, programme.id)) {
      changes.people[programme.id].push_back(person_id);
      for (const AudienceRange& range : days) {
        changes.memberships[programme.id].push_back({person_id, range.days, range.is_paused, programme.id});
      }
    }
    if (days.empty()) continue;  // withdrawn: the assignments stay as they are
    PlanAssignmentsOf(programme, person_id, days, histories, changes);
    all.push_back({programme.id, std::move(days)});
  }
  return all;
}

void AssignmentPlanner::PlanAssignmentsOf(const Programme& programme, Id person_id,
                                          absl::Span<const AudienceRange> days,
                                          std::vector<AssignmentHistory>& histories, Changes& changes) {
  std::vector<AssignmentHistory> existing;
  absl::flat_hash_map<std::pair<Id, int>, size_t> index;  // by module and cycle
  for (size_t i = 0; i < histories.size(); ++i) {
    const Assignment& assignment = histories[i].assignment;
    if (assignment.programme_id != programme.id) continue;
    existing.push_back(histories[i]);
    index[{assignment.module_id, assignment.cycle}] = i;
  }
  const AssignmentPlanInput input{programme, days, existing, editions_, programme.planned_until};
  for (const PlannedAssignment& planned : PlanAssignments(input)) {
    const auto old = index.find({planned.module_id, planned.cycle});
    if (old == index.end()) {
      Assignment added{env_.ids.Next(),  programme.id,  planned.module_id,
                       person_id,        planned.cycle, planned.open_date,
                       planned.due_date, std::nullopt,  planned.close_date};
      changes.added.push_back(added);
      histories.push_back({added, {}, {}});
    } else if (Assignment& assignment = histories[old->second].assignment; !SameDates(assignment, planned)) {
      assignment.open_date = planned.open_date;
      assignment.due_date = planned.due_date;
      assignment.close_date = planned.close_date;
      changes.moved.push_back(assignment);
    }
  }
}

void AssignmentPlanner::Write(const Changes& changes) {
  for (const auto& [programme_id, people] : changes.people) {
    const auto memberships = changes.memberships.find(programme_id);
    tx_.assignments().ReplaceMemberships(organisation_id_, programme_id, people,
                                         memberships == changes.memberships.end()
                                             ? absl::Span<const Membership>()
                                             : absl::MakeConstSpan(memberships->second));
  }
  tx_.assignments().Insert(organisation_id_, changes.added);
  for (const Assignment& assignment : changes.moved) tx_.assignments().SetDates(organisation_id_, assignment);
}

}  // namespace nanolearn
