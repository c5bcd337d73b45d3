#pragma once

#include <string>

#include "service/pages/figure_words.h"
#include "service/pages/html.h"
#include "service/pages/manage_views.h"

namespace nanolearn::pages {

// A unit's figures in a sentence, a bar and a trend, with what can be done about them. `heading`: "h1" or
// "h2"; `id` is unique in the page.
enum class UnitHeading { kPage, kSection };
Html ManagedUnitPart(const ManagedUnitView& unit, UnitHeading heading, const std::string& id,
                     const FigureWords& words);

}  // namespace nanolearn::pages
