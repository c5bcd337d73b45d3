#include "service/base/id.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <random>
#include <thread>
#include <vector>

namespace nanolearn {
namespace {

constexpr int kThreads = 4;
constexpr int kIdsOfAThread = 20000;

// A clock that a function drives: it gets the number of times that anybody has looked.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(std::function<int64_t(int64_t)> millis) : millis_(std::move(millis)) {}
  absl::Time Now() const override { return absl::FromUnixMillis(millis_(looks_++)); }

 private:
  std::function<int64_t(int64_t)> millis_;
  mutable std::atomic<int64_t> looks_{0};
};

constexpr int64_t kStart = 1795000000000;  // in November 2026

// Ids drawn by several threads at once: each thread's grow, and no two are the same.
void ExpectGrowingAndUnique(const Clock& clock) {
  IdGenerator ids(clock);
  std::vector<std::vector<Id>> drawn(kThreads);
  std::vector<std::thread> threads;
  for (std::vector<Id>& mine : drawn) {
    threads.emplace_back([&ids, &mine] {
      for (int i = 0; i < kIdsOfAThread; ++i) mine.push_back(ids.Next());
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<Id> all;
  for (const std::vector<Id>& mine : drawn) {
    EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end(), std::less_equal<>()));
    all.insert(all.end(), mine.begin(), mine.end());
  }
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
  EXPECT_NE(all.front(), kNoId);
}

TEST(IdGenerator, GrowsAndNeverRepeatsWhileTheClockRuns) {
  ExpectGrowingAndUnique(FakeClock([](int64_t looks) { return kStart + looks / 10; }));
}

TEST(IdGenerator, GrowsAndNeverRepeatsWhileTheClockStandsStill) {
  ExpectGrowingAndUnique(FakeClock([](int64_t) { return kStart; }));
}

TEST(IdGenerator, GrowsAndNeverRepeatsWhileTheClockGoesBackwards) {
  ExpectGrowingAndUnique(FakeClock([](int64_t looks) { return kStart - looks; }));
}

TEST(IdGenerator, GrowsAndNeverRepeatsWhileTheClockJumps) {
  ExpectGrowingAndUnique(FakeClock([](int64_t looks) { return kStart + (looks * 7919) % 1000 - 500; }));
}

TEST(IdGenerator, PutsTheMillisecondFirst) {
  const FakeClock clock([](int64_t looks) { return kStart + 5 * looks; });
  IdGenerator ids(clock);
  for (int64_t i = 0; i < 100; ++i) EXPECT_EQ(static_cast<int64_t>(ids.Next() >> 21), kStart + 5 * i);
}

TEST(IdGenerator, DrawsDifferentIdsOnTwoServersInTheSameMillisecond) {
  const FakeClock clock([](int64_t) { return kStart; });
  int same = 0;
  for (int i = 0; i < 100; ++i) same += IdGenerator(clock).Next() == IdGenerator(clock).Next();
  EXPECT_LT(same, 5);
}

TEST(Id, IsReadAsItIsWritten) {
  for (const Id id : {Id{0}, Id{1}, Id{31}, Id{32}, std::numeric_limits<Id>::max(), Id{1} << 63}) {
    EXPECT_EQ(FormatId(id).size(), 13);
    EXPECT_EQ(ParseId(FormatId(id)), id);
  }
  for (int seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 1000; ++i) {
      const Id id = random() >> (random() % 64);
      EXPECT_EQ(ParseId(FormatId(id)), id);
    }
  }
}

TEST(Id, SortsAsTextAsItSortsAsANumber) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const Id a = random(), b = random() >> (random() % 64);
    EXPECT_EQ(a < b, FormatId(a) < FormatId(b));
  }
}

TEST(Id, HasOneTextOnly) {
  EXPECT_EQ(FormatId(0), "0000000000000");
  EXPECT_EQ(FormatId(33), "0000000000011");
  EXPECT_EQ(FormatId(std::numeric_limits<Id>::max()), "fzzzzzzzzzzzz");
  for (const char* text : {"", "0", "000000000000", "00000000000000", "gzzzzzzzzzzzz", "000000000000A",
                           "000000000000i", "000000000000l", "000000000000o", "000000000000u",
                           "000000000000-", "000000000000 ", "00000000000\xc3\xa5"}) {
    EXPECT_EQ(ParseId(text), std::nullopt) << text;
  }
  EXPECT_EQ(ParseId(absl::string_view("000000000000\0", 13)), std::nullopt);
}

}  // namespace
}  // namespace nanolearn
