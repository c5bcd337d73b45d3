#include "service/mail/mail_server_health.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nanolearn {
namespace {

using Outcome = Delivery::Outcome;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::Duration kUsual = absl::Seconds(2);

class MailServerHealthTest : public ::testing::Test {
 protected:
  // One batch; returns whether the server was away at its end.
  bool Batch(std::initializer_list<std::pair<Id, Delivery>> tries) {
    health_.BeginBatch();
    for (const auto& [id, delivery] : tries) health_.Learn({.id = id, .recipient = "kim@alvnas.example"}, delivery);
    const bool away = health_.is_away();
    health_.EndBatch();
    return away;
  }

  MailServerHealth health_;
};

TEST_F(MailServerHealthTest, OneMailDoesNotTakeTheServerAwayHoweverOftenItBreaks) {
  EXPECT_FALSE(Batch({{1, {Outcome::kBroken}}}));
  EXPECT_FALSE(Batch({{1, {Outcome::kBroken}}}));
  EXPECT_FALSE(Batch({{1, {Outcome::kBroken}}, {2, {Outcome::kSent}}, {3, {Outcome::kBroken, "x"}}}));
  EXPECT_TRUE(Batch({{4, {Outcome::kBroken, "no answer"}}}));
  EXPECT_FALSE(health_.is_well());
  EXPECT_FALSE(Batch({{5, {Outcome::kSent}}}));
  EXPECT_TRUE(health_.is_well());
}

TEST_F(MailServerHealthTest, AServerThatIsAwayIsAskedLessAndLessOften) {
  EXPECT_EQ(health_.Pause(kUsual), kUsual);
  EXPECT_TRUE(Batch({{1, {Outcome::kUnreachable, "no route"}}}));
  EXPECT_EQ(health_.Pause(kUsual), kUsual);
  for (int i = 0; i < 20; ++i) Batch({{1, {Outcome::kUnreachable, "no route"}}});
  EXPECT_EQ(health_.Pause(kUsual), absl::Minutes(5));
  Batch({});
  EXPECT_EQ(health_.Pause(kUsual), absl::Minutes(5)) << "nothing was tried";
}

TEST_F(MailServerHealthTest, AServerThatTakesNothingForNowIsGivenAMoment) {
  for (int i = 0; i < 20; ++i) Batch({{1, {Outcome::kTryLater}}, {2, {Outcome::kTryLater}}});
  EXPECT_EQ(health_.Pause(kUsual), absl::Seconds(15));
  EXPECT_THAT(health_.Trouble(), IsEmpty());
  Batch({{1, {Outcome::kTryLater}}, {2, {Outcome::kSent}}});
  EXPECT_EQ(health_.Pause(kUsual), kUsual);
}

TEST_F(MailServerHealthTest, ARefusalOfUsIsToldInTheServersWordsUntilAMailIsTaken) {
  Batch({{1, {Outcome::kUnwelcome, "the mail server said: 554 5.7.1 <Kim@alvnas.example>: Relay access denied"}}});
  EXPECT_THAT(health_.Trouble(), HasSubstr("554 5.7.1 ... Relay access denied"));
  Batch({});
  EXPECT_THAT(health_.Trouble(), HasSubstr("Relay"));
  Batch({{2, {Outcome::kSent}}});
  EXPECT_THAT(health_.Trouble(), IsEmpty());
}

TEST_F(MailServerHealthTest, WordsOfAServerAreToldWithoutWhoWasWrittenTo) {
  EXPECT_EQ(WithoutRecipient("550 User KIM.HOLM unknown at alvnas.example", "kim.holm@alvnas.example"),
            "550 User ... unknown at ...");
  EXPECT_EQ(WithoutRecipient("554 <other@b.example> denied", "kim@alvnas.example"), "554 ... denied");
}

}  // namespace
}  // namespace nanolearn
