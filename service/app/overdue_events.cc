#include "service/app/overdue_events.h"

#include <algorithm>
#include <array>

#include "service/base/status_macros.h"
#include "service/domain/audience.h"

namespace nanolearn {
namespace {

constexpr int kTogether = 500;
constexpr std::array<OverdueCause, 6> kCauses = {OverdueCause::kDueDate,  OverdueCause::kExtension,
                                                 OverdueCause::kPresence, OverdueCause::kWaiver,
                                                 OverdueCause::kVoid,     OverdueCause::kNew};

// The days of one person in one programme.
using AudienceKey = std::pair<Id, Id>;
using Audiences = absl::flat_hash_map<AudienceKey, std::vector<AudienceRange>>;

Audiences AudiencesOf(const ReadTransaction& tx, Id organisation_id,
                      absl::Span<const AssignmentHistory> histories) {
  std::vector<Id> people;
  for (const AssignmentHistory& history : histories) people.push_back(history.assignment.person_id);
  Audiences audiences;
  for (const Membership& m : tx.assignments().MembershipsOfPeople(organisation_id, people)) {
    audiences[{m.person_id, m.programme_id}].push_back({m.days, m.is_paused});
  }
  return audiences;
}

// Whether it was overdue when the day began; what was done on the day itself came too late.
bool IsOverdueOn(AssignmentHistory history, absl::Span<const AudienceRange> audience, Date day) {
  std::optional<Date>& done = history.assignment.complete_date;
  if (done && *done == day) done.reset();
  return StateOn(history, PresenceOn(audience, day), day) == AssignmentState::kOverdue;
}

}  // namespace

absl::StatusOr<OverdueEvents::Step> OverdueEvents::Next(const Organisation& organisation) {
  ASSIGN_OR_RETURN(const Date day, NextDay(organisation));
  if (day > Today(env_, organisation)) return Step{};
  Progress& progress = progress_[organisation.id];
  if (progress.day != day) progress = {day};
  if (progress.cause == static_cast<int>(kCauses.size())) {
    RETURN_IF_ERROR(Finish(organisation, day));
    return Step{0, day < Today(env_, organisation)};
  }
  return Tell(organisation, progress);
}

absl::StatusOr<Date> OverdueEvents::NextDay(const Organisation& organisation) const {
  FigureState state;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    state = tx.figures().State(organisation.id);
    return absl::OkStatus();
  }));
  return state.overdue_until ? *state.overdue_until + 1
                             : DayOf(organisation.create_time, ZoneOf(organisation));
}

absl::StatusOr<OverdueEvents::Step> OverdueEvents::Tell(const Organisation& organisation,
                                                        Progress& progress) const {
  Step step{.may_be_more = true};
  Progress next;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    next = progress;
    const std::vector<AssignmentHistory> histories = tx.assignments().MayBecomeOverdue(
        organisation.id, kCauses[progress.cause], progress.day, progress.after, kTogether);
    Audiences audiences = AudiencesOf(tx, organisation.id, histories);
    std::vector<Event> events;
    for (const AssignmentHistory& history : histories) {
      const Assignment& assignment = history.assignment;
      if (!IsOverdueOn(history, audiences[{assignment.person_id, assignment.programme_id}], progress.day)) {
        continue;
      }
      events.push_back({.type = EventType::kAssignmentOverdue,
                        .subject_id = assignment.id,
                        .subject_day = DueDateOn(history, progress.day),
                        .time = env_.clock.Now()});
    }
    step.told = tx.events().Append(organisation.id, events);
    if (histories.size() < kTogether) {
      next = {progress.day, progress.cause + 1};
    } else {
      next.after = histories.back().assignment.id;
    }
    return absl::OkStatus();
  }));
  progress = next;
  return step;
}

absl::Status OverdueEvents::Finish(const Organisation& organisation, Date day) const {
  return env_.store.Write([&](WriteTransaction& tx) {
    FigureState state = tx.figures().LockState(organisation.id);
    if (!state.overdue_until || *state.overdue_until < day) {
      state.overdue_until = day;
      tx.figures().PutState(organisation.id, state);
    }
    return absl::OkStatus();
  });
}

}  // namespace nanolearn
