#include "service/domain/percent.h"

#include <gtest/gtest.h>

namespace nanolearn {
namespace {

TEST(PercentTest, IsNeverAllOrNoneUnlessItIs) {
  EXPECT_EQ(PercentOf(999, 1000), 99);
  EXPECT_EQ(PercentOf(1, 1000), 1);
  EXPECT_EQ(PercentOf(1000, 1000), 100);
  EXPECT_EQ(PercentOf(0, 1000), 0);
  EXPECT_EQ(PercentOf(0, 0), 0);
}

TEST(PercentTest, RoundsHalvesUpHoweverTheShareIsGiven) {
  EXPECT_EQ(PercentOf(145, 1000), 15);
  EXPECT_EQ(PercentOf(0.145), 15);
  EXPECT_EQ(PercentOf(29, 100), 29);
  EXPECT_EQ(PercentOf(0.29), 29);
  EXPECT_EQ(PercentOf(1, 8), 13);
}

// As whole numbers would round it: (200 * part + whole) / (2 * whole).
TEST(PercentTest, IsWhatExactArithmeticSays) {
  for (int whole = 1; whole <= 1000; ++whole) {
    for (int part = 1; part < whole; ++part) {
      const int exact = (200 * part + whole) / (2 * whole);
      EXPECT_EQ(PercentOf(part, whole), exact == 0 ? 1 : exact == 100 ? 99 : exact) << part << "/" << whole;
    }
  }
}

TEST(PercentTest, OfManyMillionsIsRight) {
  constexpr int kMany = 2'000'000'000;
  EXPECT_EQ(PercentOf(kMany / 4 * 3, kMany), 75);
  EXPECT_EQ(PercentOf(kMany - 1, kMany), 99);
}

TEST(PercentTest, ShowsWhatIsALittleAboveALimit) {
  EXPECT_EQ(PercentWithDecimal(51, 1000), "5.1");
  EXPECT_EQ(PercentWithDecimal(300, 2400), "12.5");
  EXPECT_EQ(PercentWithDecimal(0, 0), "0.0");
}

}  // namespace
}  // namespace nanolearn
