#include "service/domain/unit_guard.h"

#include "absl/strings/str_cat.h"
#include "service/domain/errors/roster.h"

namespace nanolearn {
namespace {

constexpr int kFewClosed = 10;  // a small part of a tree may be another every year

}  // namespace

absl::Status CheckClosed(const UnitPlan& plan, Date effective) {
  const int units = plan.closed + plan.changed + plan.unchanged;  // the added ones were not there
  if (plan.closed <= kFewClosed || 2 * plan.closed <= units) return absl::OkStatus();
  return errors::ManyUnitsClosed(plan.closed, units, effective);
}

std::string ClosedWithPeople(absl::string_view code, int engagements, Date effective) {
  const bool one = engagements == 1;
  return absl::StrCat("unit ", code, " closes on ", FormatDate(effective), " with ", engagements,
                      one ? " engagement in it; it counts in the unit above until its source moves it"
                          : " engagements in it; they count in the unit above until their source moves them");
}

}  // namespace nanolearn
