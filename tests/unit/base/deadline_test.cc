#include "service/base/deadline.h"

#include <thread>

#include "gtest/gtest.h"

namespace nanolearn {
namespace {

const absl::Time kNoon = absl::FromUnixSeconds(1'795'000'000);

TEST(ScopedDeadline, HoldsWhileItLives) {
  EXPECT_EQ(CurrentDeadline(), absl::InfiniteFuture());
  {
    const ScopedDeadline deadline(kNoon);
    EXPECT_EQ(CurrentDeadline(), kNoon);
  }
  EXPECT_EQ(CurrentDeadline(), absl::InfiniteFuture());
}

TEST(ScopedDeadline, StandsForAnOuterOneWhileItLives) {
  const ScopedDeadline outer(kNoon);
  {
    const ScopedDeadline inner(absl::InfiniteFuture());
    EXPECT_EQ(CurrentDeadline(), absl::InfiniteFuture());
  }
  EXPECT_EQ(CurrentDeadline(), kNoon);
}

TEST(ScopedDeadline, IsNoOtherThreads) {
  const ScopedDeadline deadline(kNoon);
  std::thread([] { EXPECT_EQ(CurrentDeadline(), absl::InfiniteFuture()); }).join();
}

}  // namespace
}  // namespace nanolearn
