#pragma once
// Which assignments somebody has of a programme, and when each opens and is due. Pure: what is known is
// given.

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/assignment.h"
#include "service/domain/audience.h"
#include "service/domain/programme.h"

namespace nanolearn {

// A revision of a policy that is asked for again from a day on.
struct ModuleEdition {
  Id module_id = kNoId;
  Date start_date;
  int revision = 0;
  bool asks_all = true;  // else only those who had acknowledged an earlier one
};

// One step that made a date what it is, e.g. {kPaused, 2026-07-01, 2026-08-15}: 45 days on leave.
struct DateReason {
  enum class Kind {
    kProgrammeOpens,     // the programme's or the module's own day
    kPace,               // so many weeks after the programme opened; days: of them
    kJoined,             // the person came into the audience later
    kCatchUpPace,        // a newcomer's pace; days: after the first day
    kPreviousCompleted,  // the cycle before was completed on `date`; days: months from then
    kPreviousExpires,    // the cycle before expires on `date`
    kFixedDay,           // the yearly day
    kWindow,             // days: so many before
    kEdition,            // a revision that is asked for again; days: its number
    kDaysToComplete,     // days: after the first day to do it
    kNewcomerDays,       // days: the same of a newcomer
    kPaused,             // on leave from `date`; days: how many, 0: its end is not known
    kOutside,            // out of the audience from `date`; days: how many
    kQuiet,              // `date` is quiet; days: how many later
    kExtended,           // somebody extended it
    kNextCycle,          // a later cycle opened
    kCompleted,          // completed: its dates stay
  };
  Kind kind;
  Date date;
  int days = 0;
  std::string text;  // of kQuiet: why; of kExtended: the reason given
};

struct PlannedAssignment {
  Id module_id = kNoId;
  int cycle = 1;
  Date open_date;
  Date due_date;
  std::optional<Date> close_date;
  std::vector<DateReason> why_open, why_due, why_closed;  // in the order in which they apply
};

struct AssignmentPlanInput {
  const Programme& programme;
  absl::Span<const AudienceRange> audience;      // the person's; not empty
  absl::Span<const AssignmentHistory> existing;  // the person's in the programme
  absl::Span<const ModuleEdition> editions;      // of the programme's modules, any order
  Date until;                                    // what opens later is left for another time
};

// Every assignment that there should be, by module in the programme's order and cycle; those that exist keep
// their number, and those that are completed their dates. One that exists though nothing asks for it any more
// keeps its dates without reasons. The same input gives the same plan, and a plan made of its own result
// changes nothing. An existing assignment that is not in the plan stays as it is.
std::vector<PlannedAssignment> PlanAssignments(const AssignmentPlanInput& input);

// The last day to be in time: so many days that count after `open`, or, on leave or outside the audience
// then, after the first day from `open` on that counts; moved off quiet days. Days on leave (when the
// calendar pauses) and outside the audience do not count; days after the last of the audience do. kLastDate
// when a leave has no known end.
Date DueDate(Date open, int days, absl::Span<const AudienceRange> audience, const Calendar& calendar,
             std::vector<DateReason>& why);

}  // namespace nanolearn
