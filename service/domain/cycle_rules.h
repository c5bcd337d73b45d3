#pragma once
// When one cycle of a module opens and is due for one person, by the programme's calendar alone. What exists
// already is for assignment_plan.cc.

#include <optional>
#include <vector>

#include "service/domain/assignment_plan.h"

namespace nanolearn {

// NextOpenDay, with the reason when it is another day.
Date SkipQuiet(const QuietDays& quiet, Date day, std::vector<DateReason>& why);

class CycleRules {
 public:
  // Of the module at position `index` in the programme. `input` must outlive the rules.
  CycleRules(const AssignmentPlanInput& input, size_t index);

  // Nothing for newcomers who are spared what opened before they came.
  std::optional<PlannedAssignment> First() const;
  // The cycle after `cycle`, which was completed on `completed`. To be called for each cycle in turn. Nothing
  // when none is known to follow.
  std::optional<PlannedAssignment> After(const PlannedAssignment& cycle, std::optional<Date> completed);

 private:
  std::optional<PlannedAssignment> SparedFirst(Date joined) const;
  int DaysToCatchUp() const;
  std::optional<PlannedAssignment> ByRecurrence(const PlannedAssignment& cycle,
                                                std::optional<Date> completed);
  PlannedAssignment Yearly(Date after) const;
  PlannedAssignment BeforeExpiry(const PlannedAssignment& cycle, Date completed);
  Date ExpiryAfter(Date completed, std::vector<DateReason>& why);
  std::optional<PlannedAssignment> ByEdition(const PlannedAssignment& cycle,
                                             std::optional<Date> completed) const;
  void SetFirstDue(PlannedAssignment& first, bool is_newcomer) const;
  void SetYearlyDue(PlannedAssignment& cycle, Date yearly) const;
  void SetDue(PlannedAssignment& cycle, Date from, int days, DateReason::Kind kind) const;

  const AssignmentPlanInput& input_;
  const Calendar& calendar_;
  const size_t index_;
  const Id module_id_;
  std::vector<ModuleEdition> editions_;  // of the module, by start_date
  // kFromExpiry counts from here, so that a short month does not shift the months after it.
  std::optional<Date> first_completed_;
  int periods_ = 1;                // from there to the last expiry
  bool asked_by_edition_ = false;  // the cycle that After gave last
};

}  // namespace nanolearn
