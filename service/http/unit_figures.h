#pragma once
// Answers about figures as pages show them.

#include <string>

#include "absl/strings/string_view.h"
#include "service/app/compliance.h"
#include "service/pages/figure_views.h"

namespace nanolearn::http {

// One part of a path: everything but letters, digits and - . _ ~ as % and two digits.
std::string PathSegment(absl::string_view text);
// "/manage/units/KFN".
std::string UnitAddress(absl::string_view code);

pages::GroupFigures FiguresOf(const ComplianceRow& row);
// A unit, and where its page is.
pages::GroupItem UnitItem(const ComplianceRow& row);
pages::FiguresAge AgeFor(const DataAge& age, Date day, const Organisation& organisation);

}  // namespace nanolearn::http
