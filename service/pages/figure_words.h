#pragma once
// Figures in words.

#include <string>
#include <vector>

#include "service/domain/plain_words.h"
#include "service/pages/figure_views.h"

namespace nanolearn::pages {

class FigureWords : public PlainWords {
 public:
  using PlainWords::PlainWords;

  std::string Done(const GroupFigures& figures) const;  // "43 av 67 har gjort allt."
  std::string Rest(const GroupFigures& figures) const;  // "12 är försenade, 12 har tid kvar, 1 är frånvarande."
  std::string DoneOf(const GroupFigures& figures) const;   // "43 av 67"; "–" of nobody
  std::string ShareOf(const GroupFigures& figures) const;  // "64 %"
  std::string LateOf(const GroupFigures& figures) const;   // "12"
  std::string People(int count) const;                     // "1 person", "5 personer"
  std::string DaysLate(int days) const;                    // "3 dagar"
  std::string ShortDay(Date day) const;                    // "31 dec 2026"

  // Instead of the figures of a group that is too small.
  std::string Hidden() const { return (*this)("visas inte", "not shown"); }
  // Why some are not shown.
  std::string HiddenNote(int min_group_size) const;

  // How old the figures are, a sentence for each source.
  std::vector<std::string> Ages(const FiguresAge& age) const;
  // What a reader sees in a trend.
  std::string Trend(const std::vector<TrendItem>& trend) const;
};

}  // namespace nanolearn::pages
