#pragma once

#include <vector>

#include "service/pages/coordinate_views.h"
#include "service/pages/figure_words.h"
#include "service/pages/html.h"

namespace nanolearn::pages {

// Questions with how many were right at the first try.
Html QuestionTable(const std::vector<QuestionItem>& questions, const FigureWords& words);

}  // namespace nanolearn::pages
