#include "service/storage/mysql/lesson_table.h"

#include "service/storage/mysql/assignment_table.h"
#include "service/storage/mysql/database_error.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class LessonTableTest : public TableTest {
 protected:
  void Assign(Id organisation, Id id, bool is_done = false) {
    Assignment assignment{.id = id,
                          .programme_id = 1,
                          .module_id = 1,
                          .person_id = id,
                          .open_date = kDay,
                          .due_date = kDay + 30};
    if (is_done) assignment.complete_date = kDay + 1;
    mysql::MysqlAssignmentTable(session_).Insert(organisation, {assignment});
  }

  static LessonProgress Sample(Id assignment, absl::Time update_time = kNow) {
    return {.assignment_id = assignment,
            .attempt = 900 + assignment,
            .revision = 3,
            .position = 2,
            .questions = {{2, 0, true, false}, {}, {1, 11, true, true}, {3, 2, false, false}},
            .start_time = kNow - absl::Minutes(1),
            .update_time = update_time};
  }

  mysql::MysqlLessonTable lessons_{session_};
};

TEST_F(LessonTableTest, ComesBackAsItWasWritten) {
  Assign(kHere, 1);
  lessons_.Put(kHere, Sample(1));
  EXPECT_EQ(lessons_.Find(kHere, 1), Sample(1));
  EXPECT_EQ(lessons_.Lock(kHere, 1), Sample(1));
  EXPECT_EQ(lessons_.Find(kElsewhere, 1), std::nullopt);
  EXPECT_EQ(lessons_.Find(kHere, 2), std::nullopt);
  EXPECT_EQ(lessons_.Lock(kHere, 2), std::nullopt);
}

TEST_F(LessonTableTest, TheLaterTakesThePlaceOfTheEarlier) {
  Assign(kHere, 1);
  Assign(kElsewhere, 1);
  lessons_.Put(kHere, Sample(1));
  lessons_.Put(kElsewhere, Sample(1));
  const LessonProgress later{.assignment_id = 1,
                             .attempt = 7,
                             .revision = 4,
                             .position = 0,
                             .questions = {},
                             .start_time = kNow + absl::Hours(1),
                             .update_time = kNow + absl::Hours(2)};
  lessons_.Put(kHere, later);
  EXPECT_EQ(lessons_.Find(kHere, 1), later);
  EXPECT_EQ(lessons_.Find(kElsewhere, 1), Sample(1));
}

TEST_F(LessonTableTest, ThoseWhoBeginAtOnceDoNotWaitForEachOther) {
  for (const Id id : {1, 2}) Assign(kHere, id);
  mysql::Session other_session(options_);
  mysql::MysqlLessonTable others(other_session);
  for (mysql::Session* session : {&session_, &other_session}) session->Run("START TRANSACTION");
  EXPECT_EQ(lessons_.Lock(kHere, 1), std::nullopt);
  EXPECT_EQ(others.Lock(kHere, 2), std::nullopt);
  lessons_.Put(kHere, Sample(1));  // the database would give up after ten seconds
  others.Put(kHere, Sample(2));
  for (mysql::Session* session : {&session_, &other_session}) session->Run("COMMIT");
  EXPECT_THAT(lessons_.Begun(kHere, {1, 2}), UnorderedElementsAre(1, 2));
}

TEST_F(LessonTableTest, OfTwoWhoBeginTheSameLessonTheSecondMustLookAgain) {
  Assign(kHere, 1);
  mysql::Session other_session(options_);
  mysql::MysqlLessonTable others(other_session);
  other_session.Run("START TRANSACTION");
  EXPECT_EQ(others.Lock(kHere, 1), std::nullopt);
  EXPECT_EQ(lessons_.Lock(kHere, 1), std::nullopt);
  lessons_.Put(kHere, Sample(1));
  LessonProgress second = Sample(1);
  second.attempt = 7;
  try {
    others.Put(kHere, second);
    ADD_FAILURE() << "it was taken";
  } catch (const mysql::DatabaseError& e) {
    EXPECT_EQ(e.number(), 1062);  // upon which a transaction is run again
  }
  other_session.Run("ROLLBACK");
  EXPECT_EQ(others.Lock(kHere, 1), Sample(1));
  others.Put(kHere, second);
  EXPECT_EQ(lessons_.Find(kHere, 1), second);
}

TEST_F(LessonTableTest, AsManyQuestionsAsALessonCanHaveFitIn) {
  Assign(kHere, 1);
  LessonProgress progress = Sample(1);
  progress.questions.assign(20, {1'000'000, 99, true, true});
  lessons_.Put(kHere, progress);
  EXPECT_EQ(lessons_.Find(kHere, 1), progress);
}

TEST_F(LessonTableTest, TellsWhichHaveBegun) {
  for (const Id id : {1, 2, 3}) Assign(kHere, id);
  lessons_.Put(kHere, Sample(1));
  lessons_.Put(kHere, Sample(3));
  EXPECT_THAT(lessons_.Begun(kHere, {1, 2, 3, 4}), UnorderedElementsAre(1, 3));
  EXPECT_THAT(lessons_.Begun(kHere, {1, 2}), UnorderedElementsAre(1));
  EXPECT_THAT(lessons_.Begun(kHere, {}), IsEmpty());
  EXPECT_THAT(lessons_.Begun(kElsewhere, {1, 2, 3}), IsEmpty());
}

TEST_F(LessonTableTest, WhatIsDoneIsForgottenSoonAndWhatIsNotTouchedLater) {
  const absl::Time day_ago = kNow - absl::Hours(24), month_ago = kNow - absl::Hours(30 * 24);
  const absl::Duration bit = absl::Microseconds(1);
  for (const Id organisation : {kHere, kElsewhere}) {
    for (const Id id : {1, 2}) Assign(organisation, id, true);
    for (const Id id : {3, 4}) Assign(organisation, id);
    lessons_.Put(organisation, Sample(1, day_ago - bit));
    lessons_.Put(organisation, Sample(2, day_ago));
    lessons_.Put(organisation, Sample(3, month_ago - bit));
    lessons_.Put(organisation, Sample(4, month_ago));
  }
  EXPECT_EQ(lessons_.Clear(day_ago, month_ago), 4);
  EXPECT_THAT(lessons_.Begun(kHere, {1, 2, 3, 4}), UnorderedElementsAre(2, 4));
  EXPECT_THAT(lessons_.Begun(kElsewhere, {1, 2, 3, 4}), UnorderedElementsAre(2, 4));
  EXPECT_EQ(lessons_.Clear(day_ago, month_ago), 0);
}

}  // namespace
}  // namespace nanolearn::testing
