#include "service/storage/mysql/timeline_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "service/storage/mysql/database_error.h"
#include "tests/storage/table_test.h"

namespace nanolearn::mysql {
namespace {

constexpr int kRounds = 300;
constexpr Id kLargeId = 0x7123456789abcdefULL;

class TimelineCodecTest : public ::testing::Test {
 protected:
  int Pick(int first, int last) { return std::uniform_int_distribution(first, last)(random_); }
  Id RandomId() { return kLargeId + static_cast<Id>(Pick(0, 9)); }
  Date RandomDay() {
    return Pick(0, 9) ? Date(2020, 1, 1) + Pick(0, 4000) : Pick(0, 1) ? kFirstDate : kLastDate;
  }

  Timeline RandomTimeline() {
    constexpr AssignmentState kStates[] = {AssignmentState::kUpcoming,      AssignmentState::kNotYetDue,
                                           AssignmentState::kOverdue,       AssignmentState::kCompleted,
                                           AssignmentState::kCompletedLate, AssignmentState::kWaived,
                                           AssignmentState::kPaused};
    Timeline timeline;
    for (int count = Pick(0, 4); count > 0; --count) {
      Placement& placement = timeline.placements.emplace_back();
      placement.from = RandomDay();
      for (int units = Pick(0, 6); units > 0; --units) {
        placement.units.push_back({RandomId(), static_cast<uint8_t>(Pick(1, 15))});
      }
    }
    for (int count = Pick(0, 9); count > 0; --count) {
      AssignmentSteps& assignment = timeline.assignments.emplace_back();
      assignment.programme_id = RandomId();
      assignment.module_id = RandomId();
      for (int steps = Pick(0, 5); steps > 0; --steps) {
        assignment.steps.emplace_back(RandomDay(), kStates[Pick(0, 6)]);
      }
    }
    return timeline;
  }

  FigureChange RandomChange() {
    FigureChange change;
    for (int count = Pick(0, 20); count > 0; --count) {
      Figures figures;
      figures.people = Pick(-1, 1);
      figures.required = Pick(-100'000, 100'000);
      figures.completed = Pick(-1, 1);
      figures.overdue = Pick(0, 1);
      figures.waived = Pick(0, 1);
      figures.paused = Pick(0, 1);
      AssignmentCounts& a = figures.assignments;
      a.completed = Pick(0, 3), a.completed_late = Pick(0, 1), a.overdue = Pick(-5, 5);
      a.not_yet_due = Pick(0, 1), a.waived = Pick(0, 1), a.paused = Pick(0, 1);
      a.assigned = a.completed + a.overdue + a.not_yet_due + a.waived + a.paused;
      change.changes[{RandomId(), Pick(0, 3) ? RandomId() : kNoId, static_cast<uint8_t>(Pick(1, 15)),
                      RandomDay()}] = figures;
    }
    for (Id id = 1; Pick(0, 2); id += static_cast<Id>(Pick(1, 1000))) change.completion_ids.push_back(id);
    for (int count = Pick(0, 3); count > 0; --count) {
      change.answers.push_back(
          {RandomId(), RandomId(), Pick(1, 9), Pick(1, 5), RandomDay(), Pick(1, 99), Pick(0, 9)});
    }
    return change;
  }

  const unsigned seed_ = testing::Seed();
  ::testing::ScopedTrace trace_{__FILE__, __LINE__, "TEST_SEED=" + std::to_string(seed_)};
  std::mt19937 random_{seed_};
};

TEST_F(TimelineCodecTest, ReadsTheTimelinesThatItWrites) {
  for (int round = 0; round < kRounds; ++round) {
    const Timeline timeline = RandomTimeline();
    EXPECT_TRUE(ParseTimeline(FormatTimeline(timeline)) == timeline) << round;
  }
}

TEST_F(TimelineCodecTest, ReadsTheChangesThatItWrites) {
  for (int round = 0; round < kRounds; ++round) {
    const FigureChange change = RandomChange();
    FigureChanges figures;
    const ChangeParts parts = ParseChange(
        FormatChange(change), [&](const FigureKey& key, const Figures& value) { figures[key] = value; });
    EXPECT_TRUE(figures == change.changes) << round;
    EXPECT_EQ(parts.completion_ids, change.completion_ids);
    ASSERT_EQ(parts.answers.size(), change.answers.size());
    for (size_t i = 0; i < parts.answers.size(); ++i) {
      const AnswerCount &read = parts.answers[i], &written = change.answers[i];
      EXPECT_EQ(read.unit_id, written.unit_id);
      EXPECT_EQ(read.module_id, written.module_id);
      EXPECT_EQ(read.revision, written.revision);
      EXPECT_EQ(read.question, written.question);
      EXPECT_EQ(read.month, written.month);
      EXPECT_EQ(read.answered, written.answered);
      EXPECT_EQ(read.right_at_first, written.right_at_first);
    }
  }
}

TEST_F(TimelineCodecTest, RefusesWhatIsCutOffOrOfAnotherForm) {
  const auto ignore = [](const FigureKey&, const Figures&) {};
  for (int round = 0; round < 20; ++round) {
    const std::string timeline = FormatTimeline(RandomTimeline()), change = FormatChange(RandomChange());
    for (size_t size = 0; size < timeline.size(); ++size) {
      EXPECT_THROW(ParseTimeline(timeline.substr(0, size)), DatabaseError);
    }
    for (size_t size = 0; size < change.size(); ++size) {
      EXPECT_THROW(ParseChange(change.substr(0, size), ignore), DatabaseError);
    }
    EXPECT_THROW(ParseTimeline("\x02" + timeline.substr(1)), DatabaseError);
  }
}

}  // namespace
}  // namespace nanolearn::mysql
