#include "service/storage/mysql/subscription_table.h"

#include "service/storage/mysql/event_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class SubscriptionTableTest : public TableTest {
 protected:
  static Subscription Sample(Id id, const std::string& name) {
    return {.id = id,
            .name = name,
            .kind = SubscriptionKind::kXapi,
            .url = "https://lrs.example/xapi",
            .sealed_secret = {std::string("\0\xff sealed", 9), 2},
            .types = {EventType::kCompletionRecorded, EventType::kCompletionVoided},
            .next_sequence = 1,
            .create_time = kNow};
  }

  void Happen(Id organisation, Id subject) {
    mysql::MysqlEventTable(session_).Append(
        organisation, {{.type = EventType::kSyncHeld, .subject_id = subject, .time = kNow}});
  }

  mysql::MysqlSubscriptionTable table_{session_};
};

TEST_F(SubscriptionTableTest, ComesBackAsItWasWritten) {
  table_.Insert(kHere, Sample(5, "lrs"));
  const auto found = table_.Find(kHere, "lrs");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, 5u);
  EXPECT_EQ(found->kind, SubscriptionKind::kXapi);
  EXPECT_EQ(found->url, "https://lrs.example/xapi");
  EXPECT_EQ(found->sealed_secret, (Sealed{std::string("\0\xff sealed", 9), 2}));
  EXPECT_THAT(found->types, ElementsAre(EventType::kCompletionRecorded, EventType::kCompletionVoided));
  EXPECT_EQ(found->state, SubscriptionState::kActive);
  EXPECT_EQ(found->due_time, absl::InfinitePast());
  EXPECT_EQ(found->create_time, kNow);
  EXPECT_FALSE(table_.Find(kElsewhere, "lrs"));
  table_.Delete(kHere, 5);
  EXPECT_THAT(table_.List(kHere), IsEmpty());
}

TEST_F(SubscriptionTableTest, IsDueWhenSomethingHasHappenedAndOneServerGetsIt) {
  table_.Insert(kHere, Sample(5, "lrs"));
  EXPECT_FALSE(table_.HasDue(kNow));
  EXPECT_FALSE(table_.Claim(kNow, kNow + absl::Minutes(1)));
  Happen(kHere, 1);
  EXPECT_TRUE(table_.HasDue(kNow));
  const auto claimed = table_.Claim(kNow, kNow + absl::Minutes(1));
  ASSERT_TRUE(claimed);
  EXPECT_EQ(claimed->organisation_id, kHere);
  EXPECT_EQ(claimed->subscription.tries, 1);
  EXPECT_FALSE(table_.HasDue(kNow));
  EXPECT_FALSE(table_.Claim(kNow, kNow + absl::Minutes(1)));
  EXPECT_TRUE(table_.Claim(kNow + absl::Minutes(1), kNow + absl::Minutes(2))) << "its server has died";
}

TEST_F(SubscriptionTableTest, GoesOnWhereItsClaimEnded) {
  table_.Insert(kHere, Sample(5, "lrs"));
  Happen(kHere, 1);
  Happen(kHere, 2);
  auto claimed = table_.Claim(kNow, kNow + absl::Minutes(1));
  ASSERT_TRUE(claimed);
  EXPECT_TRUE(table_.Advance(*claimed, 2, true, "", kNow));
  EXPECT_EQ(table_.Find(kHere, "lrs")->next_sequence, 2u);
  EXPECT_EQ(table_.Find(kHere, "lrs")->last_success_time, kNow);
  claimed = table_.Claim(kNow, kNow + absl::Minutes(1));
  ASSERT_TRUE(claimed);
  EXPECT_TRUE(
      table_.Postpone(*claimed, SubscriptionState::kFailing, kNow + absl::Hours(1), "the answer 500"));
  EXPECT_FALSE(table_.HasDue(kNow + absl::Minutes(59)));
  EXPECT_TRUE(table_.HasDue(kNow + absl::Hours(1)));
  EXPECT_EQ(table_.Find(kHere, "lrs")->state, SubscriptionState::kFailing);
  EXPECT_EQ(table_.Find(kHere, "lrs")->last_error, "the answer 500");
  claimed = table_.Claim(kNow + absl::Hours(1), kNow + absl::Hours(2));
  ASSERT_TRUE(claimed);
  EXPECT_EQ(claimed->subscription.tries, 2);
  EXPECT_TRUE(table_.Release(*claimed));
  EXPECT_EQ(table_.Find(kHere, "lrs")->tries, 1);
}

TEST_F(SubscriptionTableTest, KeepsWhatWasLeftOutUntilThereIsAnotherError) {
  table_.Insert(kHere, Sample(5, "lrs"));
  for (Id i = 1; i <= 4; ++i) Happen(kHere, i);
  const auto claim = [&] { return *table_.Claim(kNow, kNow + absl::Minutes(1)); };
  const auto error = [&] { return table_.Find(kHere, "lrs")->last_error; };
  EXPECT_TRUE(table_.Advance(claim(), 2, true, "event 1 was left out", kNow));
  EXPECT_EQ(error(), "event 1 was left out");
  EXPECT_TRUE(table_.Advance(claim(), 3, true, "", kNow));
  EXPECT_EQ(error(), "event 1 was left out") << "a success is no reason to forget it";
  EXPECT_TRUE(table_.Postpone(claim(), SubscriptionState::kActive, kNow, "the answer 500"));
  EXPECT_TRUE(table_.Advance(claim(), 4, true, "", kNow));
  EXPECT_EQ(error(), "");
}

TEST_F(SubscriptionTableTest, ALateWordOfASlowServerChangesNothing) {
  table_.Insert(kHere, Sample(5, "lrs"));
  for (Id i = 1; i <= 3; ++i) Happen(kHere, i);
  const auto slow = table_.Claim(kNow, kNow + absl::Minutes(1));
  const auto other = table_.Claim(kNow + absl::Minutes(1), kNow + absl::Minutes(2));
  ASSERT_TRUE(slow && other);
  EXPECT_FALSE(table_.Advance(*slow, 4, true, "", kNow));
  EXPECT_TRUE(table_.Advance(*other, 2, true, "", kNow));
  EXPECT_FALSE(table_.Postpone(*slow, SubscriptionState::kFailing, kNow, "late"));
  EXPECT_EQ(table_.Find(kHere, "lrs")->next_sequence, 2u);
}

TEST_F(SubscriptionTableTest, AReplayInTheMiddleIsNotOverwritten) {
  table_.Insert(kHere, Sample(5, "lrs"));
  for (Id i = 1; i <= 3; ++i) Happen(kHere, i);
  auto claimed = table_.Claim(kNow, kNow + absl::Minutes(1));
  ASSERT_TRUE(claimed);
  Subscription changed = *table_.Find(kHere, "lrs");
  ++changed.version;
  changed.due_time = absl::InfinitePast();
  table_.Update(kHere, changed);
  table_.SetNextSequence(kHere, 5, 1);
  EXPECT_FALSE(table_.Advance(*claimed, 4, true, "", kNow));
  EXPECT_EQ(table_.Find(kHere, "lrs")->next_sequence, 1u);
}

TEST_F(SubscriptionTableTest, WhatIsPausedIsNotDue) {
  Subscription paused = Sample(5, "lrs");
  paused.state = SubscriptionState::kPaused;
  table_.Insert(kHere, paused);
  Happen(kHere, 1);
  EXPECT_FALSE(table_.HasDue(kNow));
  EXPECT_FALSE(table_.Claim(kNow, kNow + absl::Minutes(1)));
}

}  // namespace
}  // namespace nanolearn::testing
