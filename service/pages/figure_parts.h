#pragma once
// Parts of pages that show figures. Every figure of a picture also stands as text.

#include <string>
#include <vector>

#include "service/pages/figure_words.h"
#include "service/pages/html.h"

namespace nanolearn::pages {

// How the group is divided: what is done is filled, late is hatched, the rest empty. The figures stand beside
// it. Nothing for a group that is hidden or of whom nothing is asked.
Html FigureBar(const GroupFigures& figures);
// A share of a whole, such as right answers.
Html ShareBar(int part, int whole);
// What the parts of bars are.
Html BarLegend(const FigureWords& words);

// The share that is done at the end of each month, as a line and as a table.
Html TrendChart(const std::vector<TrendItem>& trend, const FigureWords& words);

// A row for each group: bar, how many are done, share, late.
Html GroupTable(const std::vector<GroupItem>& groups, const std::string& caption, const std::string& heading,
                const FigureWords& words);

// How old figures are.
Html AgeNote(const FiguresAge& age, const FigureWords& words);

// Whether figures of some of these are hidden.
bool HidesSome(const std::vector<GroupItem>& groups);

}  // namespace nanolearn::pages
