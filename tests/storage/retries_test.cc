#include "service/storage/mysql/retries.h"

#include "gtest/gtest.h"

namespace nanolearn::mysql {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'795'000'000);

TEST(RetriesTest, ConflictsEndAfterTenRunsMore) {
  Retries retries;
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(retries.Next(ErrorClass::kRetry, kStart)) << i;
  EXPECT_FALSE(retries.Next(ErrorClass::kRetry, kStart));
}

TEST(RetriesTest, LongWaitsForLocksEndEarlier) {
  Retries retries;
  EXPECT_TRUE(retries.Next(ErrorClass::kRetry, kStart));
  EXPECT_TRUE(retries.Next(ErrorClass::kRetry, kStart + absl::Seconds(20)));
  EXPECT_FALSE(retries.Next(ErrorClass::kRetry, kStart + absl::Seconds(31)));
}

TEST(RetriesTest, ALostDatabaseIsAwaitedForFiveSeconds) {
  Retries retries;
  absl::Time now = kStart;
  while (const auto pause = retries.Next(ErrorClass::kConnectionLost, now)) {
    EXPECT_LE(*pause, absl::Milliseconds(250));
    now += *pause + absl::Milliseconds(1);
  }
  EXPECT_GT(now, kStart + absl::Seconds(5));
  EXPECT_LT(now, kStart + absl::Seconds(6));
}

TEST(RetriesTest, OurOwnMistakesAreNotRepeated) { EXPECT_FALSE(Retries().Next(ErrorClass::kOther, kStart)); }

TEST(ErrorClassTest, ALostConnectionHidesWhatBecameOfACommit) {
  for (const int number : {1047, 1180, 1927, 2006, 2013, 2055}) {
    EXPECT_EQ(ClassOf(number), ErrorClass::kConnectionLost) << number;
    EXPECT_EQ(ClassOfCommit(number), ErrorClass::kUnknownOutcome) << number;
  }
  for (const int number : {1062, 1205, 1213}) {
    EXPECT_EQ(ClassOf(number), ErrorClass::kRetry) << number;
    EXPECT_EQ(ClassOfCommit(number), ErrorClass::kRetry) << number;
  }
  for (const int number : {0, 1045, 1064, 1406}) EXPECT_EQ(ClassOf(number), ErrorClass::kOther) << number;
}

}  // namespace
}  // namespace nanolearn::mysql
