#pragma once
// Answers about figures as pages show them.

#include <string>

#include "absl/strings/string_view.h"
#include "service/app/compliance.h"
#include "service/domain/plain_words.h"
#include "service/pages/figure_views.h"

namespace nanolearn::http {

// "/manage/units/KFN".
std::string UnitAddress(absl::string_view code);

// The last line of a file that has an end before what it lists: whoever reads it must not take it for all.
std::string CutOffLine(const PlainWords& words);

pages::GroupFigures FiguresOf(const ComplianceRow& row);
// A unit, and where its page is.
pages::GroupItem UnitItem(const ComplianceRow& row);
pages::FiguresAge AgeFor(const DataAge& age, Date day, const Organisation& organisation);

}  // namespace nanolearn::http
