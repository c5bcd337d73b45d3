#include "service/storage/mysql/event_table.h"

#include <atomic>
#include <set>
#include <thread>

#include "service/storage/mysql/mysql_store.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class EventTableTest : public TableTest {
 protected:
  static Event Of(EventType type, Id subject, Date day = kOnlyOnce) {
    return {.type = type, .subject_id = subject, .subject_day = day, .time = kNow};
  }

  std::vector<uint64_t> Sequences(Id organisation, uint64_t after = 0, int limit = 1000) {
    std::vector<uint64_t> sequences;
    for (const Event& event : events_.After(organisation, after, limit)) sequences.push_back(event.sequence);
    return sequences;
  }

  mysql::MysqlEventTable events_{session_};
};

TEST_F(EventTableTest, AnEventComesBackAsItWasWritten) {
  EXPECT_EQ(events_.Last(kHere), 0u);
  EXPECT_EQ(events_.Append(kHere, {Of(EventType::kAssignmentOverdue, 77, Date(2026, 12, 2))}), 1);
  const std::vector<Event> found = events_.After(kHere, 0, 10);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].sequence, 1u);
  EXPECT_EQ(found[0].type, EventType::kAssignmentOverdue);
  EXPECT_EQ(found[0].subject_id, 77u);
  EXPECT_EQ(found[0].subject_day, Date(2026, 12, 2));
  EXPECT_EQ(found[0].time, kNow);
  EXPECT_EQ(events_.Last(kHere), 1u);
}

TEST_F(EventTableTest, SequencesHaveNoGapsAndWhatIsThereAlreadyTakesNone) {
  EXPECT_EQ(events_.Append(kHere, {Of(EventType::kSyncHeld, 1), Of(EventType::kSyncHeld, 2)}), 2);
  EXPECT_EQ(events_.Append(kHere, {Of(EventType::kSyncHeld, 2), Of(EventType::kSyncHeld, 3),
                                   Of(EventType::kSyncHeld, 3), Of(EventType::kReportCreated, 2)}),
            2);
  EXPECT_THAT(Sequences(kHere), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(Sequences(kHere, 2, 1), ElementsAre(3));
}

TEST_F(EventTableTest, WhatIsOverdueOnAnotherDayIsAnotherEvent) {
  const Event first = Of(EventType::kAssignmentOverdue, 1, Date(2026, 12, 2));
  const Event extended = Of(EventType::kAssignmentOverdue, 1, Date(2026, 12, 20));
  EXPECT_EQ(events_.Append(kHere, {first}), 1);
  EXPECT_EQ(events_.Append(kHere, {first, extended}), 1);
}

TEST_F(EventTableTest, OrganisationsCountApart) {
  events_.Append(kHere, {Of(EventType::kSyncHeld, 1), Of(EventType::kSyncHeld, 2)});
  events_.Append(kElsewhere, {Of(EventType::kSyncHeld, 1)});
  EXPECT_THAT(Sequences(kElsewhere), ElementsAre(1));
  EXPECT_EQ(events_.Last(kHere), 2u);
}

TEST_F(EventTableTest, FindsWhereATimeBegins) {
  EXPECT_EQ(events_.LastBefore(kHere, kNow), 0u);
  Event late = Of(EventType::kSyncHeld, 2);
  late.time = kNow + absl::Seconds(10);
  events_.Append(kHere, {Of(EventType::kSyncHeld, 1), late});
  EXPECT_EQ(events_.LastBefore(kHere, kNow), 0u);
  EXPECT_EQ(events_.LastBefore(kHere, kNow + absl::Seconds(1)), 1u);
  EXPECT_EQ(events_.LastBefore(kHere, kNow + absl::Minutes(1)), 2u);
}

// Writers tell of overlapping things while somebody reads on from where they are.
TEST_F(EventTableTest, WhoReadsOnMissesNothingWhileManyAppend) {
  constexpr int kWriters = 4, kRounds = 40, kThings = 60;
  auto store = mysql::MysqlStore::Open(options_);
  ASSERT_TRUE(store.ok()) << store.status();
  const unsigned seed = Seed();
  RecordProperty("seed", static_cast<int>(seed));
  std::atomic<int> running = kWriters;
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&, w] {
      std::mt19937 random(seed + static_cast<unsigned>(w));
      for (int round = 0; round < kRounds; ++round) {
        std::vector<Event> events;
        for (int i = 0; i < 3; ++i) events.push_back(Of(EventType::kSyncHeld, 1 + random() % kThings));
        const absl::Status status = (*store)->Write([&](WriteTransaction& tx) {
          (void)tx.organisations().Find(kHere);  // takes the snapshot before the lock
          tx.events().Append(kHere, events);
          return absl::OkStatus();
        });
        EXPECT_TRUE(status.ok()) << status << " seed " << seed;
      }
      --running;
    });
  }
  std::vector<uint64_t> read;
  for (bool last = false; !last;) {
    last = running == 0;
    const absl::Status status = (*store)->Read([&](const ReadTransaction& tx) {
      for (const Event& e : tx.events().After(kHere, read.size(), 1000)) read.push_back(e.sequence);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
  }
  for (std::thread& writer : writers) writer.join();
  for (size_t i = 0; i < read.size(); ++i) ASSERT_EQ(read[i], i + 1) << "seed " << seed;
  std::set<Id> subjects;
  for (const Event& e : events_.After(kHere, 0, 1000)) subjects.insert(e.subject_id);
  EXPECT_EQ(subjects.size(), read.size()) << "one was told of twice; seed " << seed;
  EXPECT_EQ(events_.Last(kHere), read.size());
}

}  // namespace
}  // namespace nanolearn::testing
