#pragma once

#include "service/pages/coordinate_views.h"
#include "service/pages/figure_words.h"
#include "service/pages/html.h"

namespace nanolearn::pages {

// A programme at a glance.
Html ProgrammePart(const ProgrammeItem& programme, const FigureWords& words);

// How many people, what opens next, whether it writes: sentences.
std::vector<std::string> ProgrammeFacts(const ProgrammeItem& programme, const FigureWords& words);

}  // namespace nanolearn::pages
