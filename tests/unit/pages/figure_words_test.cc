#include "service/pages/figure_words.h"

#include <gtest/gtest.h>

namespace nanolearn::pages {
namespace {

GroupFigures Group(int people, int required, int completed, int overdue = 0) {
  GroupFigures figures;
  figures.counts.people = people;
  figures.counts.required = required;
  figures.counts.completed = completed;
  figures.counts.overdue = overdue;
  return figures;
}

TEST(FigureWordsTest, OneIsNotAll) {
  const FigureWords words("sv");
  EXPECT_EQ(words.Done(Group(1, 1, 1)), "1 av 1 har gjort allt.");
  EXPECT_EQ(words.Done(Group(3, 2, 2)), "Alla 2 har gjort allt.");
  EXPECT_EQ(words.Done(Group(0, 0, 0)), "Ingen ingår.");
}

TEST(FigureWordsTest, WhoeverIsAwayOrExemptIsSaidSo) {
  GroupFigures figures = Group(9, 9, 3, 2);
  figures.counts.paused = 1;
  figures.counts.waived = 2;
  EXPECT_EQ(FigureWords("sv").Rest(figures),
            "2 är försenade, 1 har tid kvar, 1 är frånvarande, 2 är undantagna.");
}

TEST(FigureWordsTest, ShortMonthsAreNotShortenedInSwedish) {
  EXPECT_EQ(FigureWords("sv").ShortDay(Date(2026, 3, 1)), "1 mars 2026");
  EXPECT_EQ(FigureWords("sv").ShortDay(Date(2026, 6, 1)), "1 juni 2026");
  EXPECT_EQ(FigureWords("sv").ShortDay(Date(2026, 12, 1)), "1 dec 2026");
  EXPECT_EQ(FigureWords("en").ShortDay(Date(2026, 3, 1)), "1 Mar 2026");
}

}  // namespace
}  // namespace nanolearn::pages
