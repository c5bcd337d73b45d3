#pragma once

#include <map>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/audience.h"
#include "service/storage/store.h"

namespace nanolearn {

// An assignment that its person can do on a day.
struct OpenLesson {
  AssignmentHistory history;
  std::vector<AudienceRange> audience;  // the person's, in its programme
  Date due_date;                        // as it is on the day
  bool is_late = false;

  const Assignment& assignment() const { return history.assignment; }
};

// What each of these people has to do on the day, the most pressing first; those who have nothing to do are
// left out. Nobody has who is on leave, out of the audience or waived.
std::map<Id, std::vector<OpenLesson>> OpenLessonsOf(const ReadTransaction& tx, Id organisation_id,
                                                    absl::Span<const Id> person_ids, Date day);

}  // namespace nanolearn
