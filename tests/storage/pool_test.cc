#include "service/storage/mysql/pool.h"

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "service/storage/mysql/database_error.h"
#include "tests/support/test_database.h"

namespace nanolearn::mysql {
namespace {

TEST(PoolTest, HandsOutAtMostItsSize) {
  ConnectionOptions options = TestDatabase::Fresh();
  options.pool_size = 2;
  Pool pool(options);
  const auto first = pool.Acquire();
  {
    const auto second = pool.Acquire();
    EXPECT_TRUE(first && second);
    EXPECT_FALSE(pool.Acquire(absl::Milliseconds(50)));
  }
  EXPECT_TRUE(pool.Acquire(absl::Milliseconds(50)));
}

TEST(PoolTest, ASessionIsUsedAgain) {
  Pool pool(TestDatabase::Fresh());
  const uint64_t first = (*pool.Acquire())->connection_id();
  EXPECT_EQ((*pool.Acquire())->connection_id(), first);
}

TEST(PoolTest, ADroppedSessionMakesRoomForANewOne) {
  ConnectionOptions options = TestDatabase::Fresh();
  options.pool_size = 1;
  Pool pool(options);
  auto lease = pool.Acquire();
  const uint64_t first = (*lease)->connection_id();
  lease->Drop();
  const auto next = pool.Acquire(absl::Milliseconds(50));
  ASSERT_TRUE(next);
  EXPECT_NE((*next)->connection_id(), first);
}

TEST(PoolTest, AfterOneBrokenSessionIdleOnesAreAskedBeforeTheirNextUse) {
  Pool pool(TestDatabase::Fresh());
  {
    auto idle = pool.Acquire();
    auto broken = pool.Acquire();
    (*broken)->Run(absl::StrCat("KILL CONNECTION ", (*idle)->connection_id()));
    idle.reset();
    absl::SleepFor(absl::Milliseconds(1));
    broken->Drop();
  }
  EXPECT_NO_THROW((*pool.Acquire())->Run("DO 1"));
}

TEST(PoolTest, AnUnreachableDatabaseDoesNotUseThePoolUp) {
  ConnectionOptions options;
  options.socket = "/nonexistent/socket";
  options.pool_size = 1;
  Pool pool(options);
  for (int i = 0; i < 3; ++i) {
    try {
      pool.Acquire(absl::Milliseconds(50));
      ADD_FAILURE() << "connected to nothing";
    } catch (const DatabaseError& e) {
      EXPECT_EQ(e.number(), 2002);
    }
  }
}

TEST(PoolTest, WhoAsksAllTheTimeLeavesTheNextTurnToWhoWaits) {
  ConnectionOptions options = TestDatabase::Fresh();
  options.pool_size = 1;
  Pool pool(options);
  std::atomic<bool> asks = false, was_served = false;
  const auto take_a_turn = [&] { (*pool.Acquire())->Execute("DO SLEEP(0.02)"); };
  take_a_turn();
  std::thread other([&] {
    asks = true;
    was_served = pool.Acquire(absl::Seconds(30)).has_value();
  });
  // One turn is enough once the other waits; it may take its time to begin.
  int turns = 0;
  for (; turns < 100 && !was_served; turns += asks) take_a_turn();
  other.join();
  EXPECT_TRUE(was_served);
  EXPECT_LT(turns, 50);
}

TEST(PoolTest, ManyThreadsShareFewSessions) {
  ConnectionOptions options = TestDatabase::Fresh();
  options.pool_size = 3;
  Pool pool(options);
  std::atomic<int> in_use = 0, most = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        const auto lease = pool.Acquire();
        most = std::max(most.load(), ++in_use);
        (*lease)->Execute("DO 1");
        --in_use;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(most, 3);
}

}  // namespace
}  // namespace nanolearn::mysql
