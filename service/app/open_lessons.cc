#include "service/app/open_lessons.h"

#include <algorithm>
#include <utility>

namespace nanolearn {

std::map<Id, std::vector<OpenLesson>> OpenLessonsOf(const ReadTransaction& tx, Id organisation_id,
                                                    absl::Span<const Id> person_ids, Date day) {
  std::map<std::pair<Id, Id>, std::vector<AudienceRange>> audiences;  // by person and programme
  for (const Membership& m : tx.assignments().MembershipsOfPeople(organisation_id, person_ids)) {
    audiences[{m.person_id, m.programme_id}].push_back({m.days, m.is_paused});
  }
  std::map<Id, std::vector<OpenLesson>> open;
  for (AssignmentHistory& history : tx.assignments().Histories(organisation_id, person_ids)) {
    const Assignment& a = history.assignment;
    const std::vector<AudienceRange>& audience = audiences[{a.person_id, a.programme_id}];
    const AssignmentState state = StateOn(history, PresenceOn(audience, day), day);
    const bool is_late = state == AssignmentState::kOverdue;
    if (!is_late && state != AssignmentState::kNotYetDue) continue;
    const Id person = a.person_id;
    const Date due = DueDateOn(history, day);
    open[person].push_back({std::move(history), audience, due, is_late});
  }
  for (auto& [person, lessons] : open) {
    std::sort(lessons.begin(), lessons.end(), [](const OpenLesson& a, const OpenLesson& b) {
      return a.due_date != b.due_date ? a.due_date < b.due_date : a.assignment().id < b.assignment().id;
    });
  }
  return open;
}

}  // namespace nanolearn
