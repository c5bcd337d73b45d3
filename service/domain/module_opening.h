#pragma once
// The day on which a module opens for those who are there from the start, and its yearly days.

#include <optional>
#include <vector>

#include "service/domain/assignment_plan.h"

namespace nanolearn {

// Of the module at position `index`; moved off quiet days.
Date ModuleOpening(const Programme& programme, size_t index, std::vector<DateReason>& why);
Date ModuleOpening(const Programme& programme, size_t index);

// A yearly day of a module (kFixed) and the day on which its cycle opens.
struct YearlyDay {
  Date day, open;
};

// The first yearly day whose cycle opens after `day`.
YearlyDay YearlyDayAfter(const Programme& programme, size_t index, Date day);
// The yearly day that a cycle which opens on `open` is for: `open` lies in its window, or on it.
std::optional<YearlyDay> YearlyDayWithWindow(const Programme& programme, size_t index, Date open);

}  // namespace nanolearn
