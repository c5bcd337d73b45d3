#include "service/base/rate_limit.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

class SetClock final : public Clock {
 public:
  absl::Time Now() const override { return now; }
  absl::Time now = absl::FromUnixSeconds(1000000);
};

class RateLimitTest : public ::testing::Test {
 protected:
  int Spendable(RateLimit& limit, const std::string& remote) {
    int count = 0;
    while (count < 100 && limit.Spend(remote)) ++count;
    return count;
  }

  SetClock clock_;
};

TEST_F(RateLimitTest, SoManyAtOnceAndThenOneEachPause) {
  RateLimit limit(clock_, 3, absl::Seconds(10));
  EXPECT_FALSE(limit.IsSpent("192.0.2.1"));
  EXPECT_EQ(Spendable(limit, "192.0.2.1"), 3);
  EXPECT_TRUE(limit.IsSpent("192.0.2.1"));
  clock_.now += absl::Seconds(9);
  EXPECT_EQ(Spendable(limit, "192.0.2.1"), 0);
  clock_.now += absl::Seconds(1);
  EXPECT_FALSE(limit.IsSpent("192.0.2.1"));
  EXPECT_EQ(Spendable(limit, "192.0.2.1"), 1);
  clock_.now += absl::Hours(1);
  EXPECT_EQ(Spendable(limit, "192.0.2.1"), 3) << "no more are saved up";
}

TEST_F(RateLimitTest, AddressesAreCountedApartAndNetworksOfIpv6AsOne) {
  RateLimit limit(clock_, 1, absl::Seconds(10));
  EXPECT_EQ(Spendable(limit, "192.0.2.1"), 1);
  EXPECT_EQ(Spendable(limit, "192.0.2.2"), 1);
  EXPECT_EQ(Spendable(limit, "2001:db8::1"), 1);
  EXPECT_EQ(Spendable(limit, "2001:db8::ffff:1"), 0);
  EXPECT_EQ(Spendable(limit, "2001:db8:1::1"), 1);
  EXPECT_EQ(Spendable(limit, "::ffff:192.0.2.1"), 1);
  EXPECT_EQ(Spendable(limit, "::ffff:192.0.2.2"), 1);
}

TEST_F(RateLimitTest, AddressesThatThereIsNoRoomForShareOneCount) {
  RateLimit limit(clock_, 2, absl::Seconds(10), 100);
  int allowed = 0;
  for (int i = 0; i < 1000; ++i) allowed += Spendable(limit, absl::StrCat("address-", i));
  EXPECT_EQ(allowed, 100 * 2 + 2);
  clock_.now += absl::Minutes(1);
  EXPECT_EQ(Spendable(limit, "new"), 2) << "those that are full again are forgotten";
}

TEST_F(RateLimitTest, SaysHowLongUntilThereIsOneAgain) {
  RateLimit limit(clock_, 3, absl::Seconds(10));
  EXPECT_EQ(limit.Wait("token 5"), absl::ZeroDuration());
  EXPECT_EQ(Spendable(limit, "token 5"), 3);
  EXPECT_EQ(limit.Wait("token 5"), absl::Seconds(10));
  clock_.now += absl::Seconds(4);
  EXPECT_EQ(limit.Wait("token 5"), absl::Seconds(6));
  clock_.now += absl::Seconds(6);
  EXPECT_EQ(limit.Wait("token 5"), absl::ZeroDuration());
  EXPECT_TRUE(limit.Spend("token 5"));
}

}  // namespace
}  // namespace nanolearn
