#include "service/storage/mysql/sign_in_table.h"

#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class SignInTableTest : public TableTest {
 protected:
  static std::string Hash(char c) { return std::string(31, c) + '\0'; }

  static SignInTable::SignInLink SampleLink() {
    return {kElsewhere, "åsa@alvnas.example", "en", kNow + absl::Minutes(30), false};
  }

  static WebSession SampleSession(Id id) {
    return {.id = id,
            .organisation_id = kElsewhere,
            .email = "åsa@alvnas.example",
            .language = "sv",
            .create_time = kNow,
            .expire_time = kNow + absl::Hours(2)};
  }

  mysql::MysqlSignInTable sign_ins_{session_};
};

TEST_F(SignInTableTest, ALinkComesBackAsItWasWritten) {
  sign_ins_.InsertLink(Hash('a'), SampleLink());
  const SignInTable::SignInLink found = sign_ins_.FindLink(Hash('a')).value();
  EXPECT_EQ(found.organisation_id, kElsewhere);
  EXPECT_EQ(found.email, "åsa@alvnas.example");
  EXPECT_EQ(found.language, "en");
  EXPECT_EQ(found.expire_time, kNow + absl::Minutes(30));
  EXPECT_FALSE(found.is_used);
  EXPECT_FALSE(sign_ins_.FindLink(Hash('b')));
}

TEST_F(SignInTableTest, ALinkIsUsedOnce) {
  sign_ins_.InsertLink(Hash('a'), SampleLink());
  EXPECT_FALSE(sign_ins_.FindLink(Hash('a'))->is_used) << "looking is not using";
  EXPECT_EQ(sign_ins_.TakeLink(Hash('a'), kNow)->email, "åsa@alvnas.example");
  EXPECT_FALSE(sign_ins_.TakeLink(Hash('a'), kNow));
  EXPECT_TRUE(sign_ins_.FindLink(Hash('a'))->is_used);
  EXPECT_FALSE(sign_ins_.TakeLink(Hash('b'), kNow));
}

TEST_F(SignInTableTest, AnExpiredLinkIsFoundAndNotTaken) {
  sign_ins_.InsertLink(Hash('a'), SampleLink());
  EXPECT_FALSE(sign_ins_.TakeLink(Hash('a'), kNow + absl::Minutes(30)));
  EXPECT_FALSE(sign_ins_.FindLink(Hash('a'))->is_used);
  EXPECT_TRUE(sign_ins_.TakeLink(Hash('a'), kNow + absl::Minutes(30) - absl::Microseconds(1)));
}

TEST_F(SignInTableTest, ASessionComesBackAsItWasWritten) {
  sign_ins_.InsertSession(SampleSession(7), Hash('a'));
  const WebSession found = sign_ins_.FindSession(Hash('a')).value();
  EXPECT_EQ(found.id, 7u);
  EXPECT_EQ(found.organisation_id, kElsewhere);
  EXPECT_EQ(found.email, "åsa@alvnas.example");
  EXPECT_EQ(found.language, "sv");
  EXPECT_EQ(found.create_time, kNow);
  EXPECT_EQ(found.expire_time, kNow + absl::Hours(2));
  EXPECT_EQ(found.revoke_time, absl::InfiniteFuture());
  EXPECT_FALSE(sign_ins_.FindSession(Hash('b')));
}

TEST_F(SignInTableTest, WhatChangesOfASessionChangesInThatOneAlone) {
  sign_ins_.InsertSession(SampleSession(7), Hash('a'));
  sign_ins_.InsertSession(SampleSession(8), Hash('b'));
  sign_ins_.SetExpireTime(kElsewhere, 7, kNow + absl::Hours(3));
  sign_ins_.SetLanguage(kElsewhere, 7, "en");
  sign_ins_.RevokeSession(kHere, 7, kNow);
  EXPECT_EQ(sign_ins_.FindSession(Hash('a'))->revoke_time, absl::InfiniteFuture());
  sign_ins_.RevokeSession(kElsewhere, 7, kNow);
  sign_ins_.RevokeSession(kElsewhere, 7, kNow + absl::Hours(1));
  EXPECT_EQ(sign_ins_.FindSession(Hash('a'))->expire_time, kNow + absl::Hours(3));
  EXPECT_EQ(sign_ins_.FindSession(Hash('a'))->language, "en");
  EXPECT_EQ(sign_ins_.FindSession(Hash('a'))->revoke_time, kNow) << "the first time counts";
  EXPECT_EQ(sign_ins_.FindSession(Hash('b'))->expire_time, kNow + absl::Hours(2));
  EXPECT_EQ(sign_ins_.FindSession(Hash('b'))->language, "sv");
  EXPECT_EQ(sign_ins_.FindSession(Hash('b'))->revoke_time, absl::InfiniteFuture());
}

TEST_F(SignInTableTest, WhatExpiredBeforeIsForgotten) {
  sign_ins_.InsertLink(Hash('a'), SampleLink());
  sign_ins_.InsertSession(SampleSession(7), Hash('a'));
  EXPECT_EQ(sign_ins_.ClearExpired(kNow + absl::Minutes(30)), 0);
  EXPECT_EQ(sign_ins_.ClearExpired(kNow + absl::Minutes(31)), 1);
  EXPECT_FALSE(sign_ins_.FindLink(Hash('a')));
  EXPECT_TRUE(sign_ins_.FindSession(Hash('a')));
  EXPECT_EQ(sign_ins_.ClearExpired(kNow + absl::Hours(9)), 1);
  EXPECT_FALSE(sign_ins_.FindSession(Hash('a')));
}

TEST_F(SignInTableTest, SessionsOfOneWayAreEndedTogether) {
  WebSession by_link = SampleSession(7), over = SampleSession(8), by_provider = SampleSession(9), here = SampleSession(10);
  over.expire_time = kNow;
  by_provider.way = SignInWay::kOidc;
  here.organisation_id = kHere;
  sign_ins_.InsertSession(by_link, Hash('a'));
  sign_ins_.InsertSession(over, Hash('b'));
  sign_ins_.InsertSession(by_provider, Hash('c'));
  sign_ins_.InsertSession(here, Hash('d'));
  EXPECT_EQ(sign_ins_.RevokeSessions(kElsewhere, SignInWay::kLink, kNow), 1);
  EXPECT_FALSE(sign_ins_.FindSession(Hash('a'))->ValidAt(kNow));
  EXPECT_EQ(sign_ins_.FindSession(Hash('c'))->way, SignInWay::kOidc);
  EXPECT_TRUE(sign_ins_.FindSession(Hash('c'))->ValidAt(kNow));
  EXPECT_TRUE(sign_ins_.FindSession(Hash('d'))->ValidAt(kNow));
  EXPECT_EQ(sign_ins_.RevokeSessions(kElsewhere, SignInWay::kLink, kNow), 0) << "they are over";
}

}  // namespace
}  // namespace nanolearn::testing
