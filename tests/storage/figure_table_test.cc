#include "service/storage/mysql/figure_table.h"

#include <map>
#include <thread>
#include <tuple>

#include "service/storage/mysql/database_error.h"
#include "tests/storage/table_test.h"

namespace nanolearn::mysql {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr int kAll = 1'000'000;
constexpr Id kUnits[] = {1, 2, 3, 4};
constexpr Id kSubjects[] = {kNoId, 10, 11};

// By unit, subject and kinds.
using Sums = std::map<std::tuple<Id, Id, int>, Figures>;

Figures Sample(int n) {
  Figures figures{.people = n, .required = n + 1, .completed = -n, .overdue = 2};
  figures.assignments = {
      .assigned = n + 6, .completed = n, .completed_late = 1, .overdue = 1, .not_yet_due = 2, .waived = 3};
  return figures;
}

AnswerCount Answer(Id unit, int question, Date month, int answered, int right) {
  return {unit, 1, 2, question, month, answered, right};
}

class FigureTableTest : public testing::TableTest {
 protected:
  int Pick(int first, int last) { return std::uniform_int_distribution(first, last)(random_); }

  // Some years, with the days on both sides of a month and a year among them more often than others.
  Date RandomDay() {
    const Date day = Date(2024 + Pick(0, 3), Pick(1, 12), 1);
    return day + (Pick(0, 1) ? Pick(-1, 1) : Pick(-1, 30));
  }

  FigureChange RandomChange(Id id) {
    FigureChange change{.id = id};
    for (int count = Pick(1, 12); count > 0; --count) {
      Figures figures;
      figures.people = Pick(-2, 2);
      figures.paused = Pick(-1, 1);
      figures.assignments.completed = Pick(-300, 300);
      figures.assignments.paused = Pick(0, 2);
      figures.assignments.assigned = figures.assignments.completed + figures.assignments.paused;
      change.changes[{kUnits[Pick(0, 3)], kSubjects[Pick(0, 2)], static_cast<uint8_t>(Pick(1, 3)),
                      RandomDay()}] = figures;
    }
    return change;
  }

  static Sums SumOf(const std::vector<FigureChange>& changes, Date day) {
    Sums sums;
    for (const FigureChange& change : changes) {
      for (const auto& [key, figures] : change.changes) {
        if (key.day <= day) sums[{key.unit_id, key.subject_id, key.kinds}] += figures;
      }
    }
    std::erase_if(sums, [](const auto& sum) { return sum.second.IsZero(); });
    return sums;
  }

  static Sums SumOf(const std::vector<FigureRow>& rows) {
    Sums sums;
    for (const FigureRow& row : rows) sums[{row.unit_id, row.subject_id, row.kinds}] = row.figures;
    return sums;
  }

  // Whether the table says on a random day, in both ways, what the changes come to.
  void ExpectSumOf(const std::vector<FigureChange>& changes) {
    std::vector<Date> days;
    for (int i = 0; i < 12; ++i) days.push_back(RandomDay());
    std::sort(days.begin(), days.end());
    EXPECT_TRUE(SumOf(table_.On(kHere, kUnits, kSubjects, days[0])) == SumOf(changes, days[0]))
        << FormatDate(days[0]);
    const Id unit = kUnits[Pick(0, 3)], subject = kSubjects[Pick(0, 2)];
    std::map<Date, Sums> by_day;
    for (const FigureRow& row : table_.OnDays(kHere, unit, subject, days)) {
      by_day[row.day][{row.unit_id, row.subject_id, row.kinds}] = row.figures;
    }
    for (const Date day : days) {
      Sums expected = SumOf(changes, day);
      std::erase_if(expected, [&](const auto& sum) {
        return std::get<0>(sum.first) != unit || std::get<1>(sum.first) != subject;
      });
      EXPECT_TRUE(by_day[day] == expected) << FormatDate(day);
    }
  }

  const unsigned seed_ = testing::Seed();
  ::testing::ScopedTrace trace_{__FILE__, __LINE__, "TEST_SEED=" + std::to_string(seed_)};
  std::mt19937 random_{seed_};
  MysqlFigureTable table_{session_};
};

TEST_F(FigureTableTest, SaysTheSumOfAllChangesHoweverManyOfThemAreFolded) {
  std::vector<FigureChange> all;
  Id id = 0;
  for (int round = 0; round < 60; ++round) {
    for (int count = Pick(0, 4); count > 0; --count) {
      all.push_back(RandomChange(++id));
      table_.Add(kHere, all.back());
    }
    table_.Add(kElsewhere, RandomChange(static_cast<Id>(round) + 1));
    if (Pick(0, 1)) table_.Fold(kHere, Pick(1, 40));
    ExpectSumOf(all);
  }
  table_.Fold(kHere, kAll);
  EXPECT_EQ(table_.CountUnfolded(kHere), 0);
  ExpectSumOf(all);
}

TEST_F(FigureTableTest, AsksForMoreUnitsAndSubjectsThanFitIntoOneStatement) {
  FigureChange change{.id = 1};
  std::vector<Id> units, subjects;
  for (Id i = 1; i <= 300; ++i) units.push_back(i);
  for (Id i = 1; i <= 70; ++i) subjects.push_back(1000 + i);
  for (const Id i : {1, 100, 299, 300}) change.changes[{i, 1001, 1, Date(2026, 1, 1)}] = Sample(2);
  change.changes[{7, 1070, 1, Date(2026, 1, 1)}] = Sample(3);
  table_.Add(kHere, change);
  table_.Fold(kHere, kAll);
  EXPECT_TRUE(SumOf(table_.On(kHere, units, subjects, Date(2026, 1, 1))) ==
              SumOf({change}, Date(2026, 1, 1)));
  EXPECT_THAT(table_.On(kHere, {}, subjects, Date(2026, 1, 1)), IsEmpty());
  EXPECT_THAT(table_.On(kHere, units, {}, Date(2026, 1, 1)), IsEmpty());
}

TEST_F(FigureTableTest, LosesNothingThatComesLaterWithASmallerId) {
  std::vector<FigureChange> all = {RandomChange(100), RandomChange(50)};
  table_.Add(kHere, all[0]);
  table_.Fold(kHere, kAll);
  table_.Add(kHere, all[1]);
  EXPECT_THAT(table_.Fold(kHere, kAll), SizeIs(1));
  ExpectSumOf(all);
}

TEST_F(FigureTableTest, FoldsTheOldestFirstAndAboutAsManyAsItIsTold) {
  for (Id id = 1; id <= 100; ++id) {
    table_.Add(kHere, {.id = id, .completion_ids = {id}, .changes = RandomChange(id).changes});
  }
  const std::vector<FigureChange> first = table_.Fold(kHere, 1);
  ASSERT_THAT(first, SizeIs(1));
  EXPECT_EQ(first[0].id, 1);
  EXPECT_THAT(first[0].completion_ids, ElementsAre(1));
  EXPECT_THAT(first[0].changes, IsEmpty());
  EXPECT_THAT(table_.Fold(kHere, kAll), SizeIs(99));
  EXPECT_THAT(table_.Fold(kHere, kAll), IsEmpty());
  EXPECT_THAT(table_.OrganisationsToFold(), IsEmpty());
}

TEST_F(FigureTableTest, FoldsSomeAtATimeOfWhatHasNoFigures) {
  for (Id id = 1; id <= 1010; ++id) table_.Add(kHere, {.id = id, .completion_ids = {id}});
  EXPECT_THAT(table_.Fold(kHere, kAll), SizeIs(1000));
  EXPECT_THAT(table_.Fold(kHere, kAll), SizeIs(10));
}

TEST_F(FigureTableTest, FoldsSomeAtATimeOfWhatHasManyCompletions) {
  std::vector<Id> completions;
  for (Id id = 1; id <= 2000; ++id) completions.push_back(id);
  for (Id id = 1; id <= 4; ++id) table_.Add(kHere, {.id = id, .completion_ids = completions});
  EXPECT_THAT(table_.Fold(kHere, kAll), SizeIs(3));
  EXPECT_THAT(table_.Fold(kHere, kAll), SizeIs(1));
}

// Folds until there is nothing left, as a server does.
int FoldAll(const ConnectionOptions& options, Id organisation) {
  Session session(options);
  MysqlFigureTable table(session);
  int folded = 0;
  for (;;) {
    try {
      session.Run("START TRANSACTION");
      const size_t now = table.Fold(organisation, 50).size();
      session.Run("COMMIT");
      folded += static_cast<int>(now);
      if (now == 0) return folded;
    } catch (const DatabaseError& e) {
      if (ClassOf(e.number()) != ErrorClass::kRetry) throw;
      session.Run("ROLLBACK");
    }
  }
}

TEST_F(FigureTableTest, TwoServersFoldNothingTwice) {
  std::vector<FigureChange> all;
  for (Id id = 1; id <= 400; ++id) {
    all.push_back(RandomChange(id));
    table_.Add(kHere, all.back());
  }
  int folded[3] = {};
  std::vector<std::thread> servers;
  for (int& mine : folded) servers.emplace_back([&, this] { mine = FoldAll(options_, kHere); });
  for (std::thread& server : servers) server.join();
  EXPECT_EQ(folded[0] + folded[1] + folded[2], 400);
  ExpectSumOf(all);
}

TEST_F(FigureTableTest, AddsUpAnswersByUnitQuestionAndMonth) {
  const Date month(2026, 11, 1);
  table_.Add(kHere,
             {.id = 1,
              .answers = {Answer(1, 1, month, 2, 1), Answer(1, 1, month, 1, 1), Answer(2, 1, month, 1, 0)}});
  table_.Add(kHere, {.id = 2, .answers = {Answer(1, 1, month, 1, 0), Answer(1, 2, Date(2026, 12, 1), 1, 1)}});
  EXPECT_THAT(table_.Answers(kHere, {1}, month, month), IsEmpty());
  table_.Fold(kHere, 1);
  table_.Fold(kHere, kAll);
  const std::vector<AnswerCount> answers = table_.Answers(kHere, {1}, month, month);
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].answered, 4);
  EXPECT_EQ(answers[0].right_at_first, 2);
  EXPECT_EQ(answers[0].revision, 2);
  EXPECT_EQ(answers[0].month, month);
  EXPECT_THAT(table_.Answers(kHere, {1}, month, Date(2026, 12, 1)), SizeIs(2));
  EXPECT_THAT(table_.Answers(kHere, {1, 2, 99}, month, month), SizeIs(2)) << "of both units";
  EXPECT_THAT(table_.Answers(kElsewhere, {1}, month, month), IsEmpty());
}

TEST_F(FigureTableTest, KeepsTimelines) {
  const Timeline one{{{Date(2026, 1, 1), {{1, 3}}}},
                     {{5, 6, {{Date(2026, 2, 1), AssignmentState::kWaived}}}}};
  const Timeline other{{{Date(2026, 1, 1), {{2, 1}}}}, {}};
  EXPECT_EQ(table_.CountWithoutTimeline(kHere), kPeople);
  table_.Put(kHere, {{{1, one}, {2, Timeline()}, {4, one}}});
  table_.Put(kHere, {{{4, other}}});
  EXPECT_THAT(table_.Timelines(kHere, {1, 2, 3, 4}),
              UnorderedElementsAre(Pair(1, one), Pair(2, Timeline()), Pair(4, other)));
  EXPECT_THAT(table_.Lock(kHere, {4}), UnorderedElementsAre(Pair(4, other)));
  EXPECT_THAT(table_.Timelines(kElsewhere, {1, 2, 3, 4}), IsEmpty());
  EXPECT_THAT(table_.WithoutTimeline(kHere, kNoId, 3), ElementsAre(3, 5, 6));
  EXPECT_THAT(table_.WithoutTimeline(kHere, 18, 3), ElementsAre(19, 20));
  EXPECT_EQ(table_.CountWithoutTimeline(kHere), kPeople - 3);
}

TEST_F(FigureTableTest, KeepsItsState) {
  EXPECT_TRUE(table_.State(kHere).is_ready) << "nobody was here before";
  EXPECT_TRUE(table_.LockState(kHere).is_ready);
  table_.PutState(kHere, {.is_ready = false, .last_event = 7, .overdue_until = Date(2026, 3, 1)});
  const FigureState state = table_.LockState(kHere);
  EXPECT_FALSE(state.is_ready);
  EXPECT_EQ(state.last_event, 7);
  EXPECT_EQ(state.overdue_until, Date(2026, 3, 1));
  EXPECT_THAT(table_.OrganisationsToRebuild(), ElementsAre(kHere));
}

TEST_F(FigureTableTest, ForgetsFiguresButNothingThatCannotBeMadeAgain) {
  const Date month(2026, 11, 1);
  table_.Add(kHere, RandomChange(1));
  table_.Fold(kHere, kAll);
  table_.Put(kHere, {{{1, Timeline()}}});
  FigureChange waiting = RandomChange(2);
  waiting.completion_ids = {77};
  waiting.answers = {Answer(1, 1, month, 2, 1)};
  table_.Add(kHere, waiting);
  const FigureChange elsewhere = RandomChange(3);
  table_.Add(kElsewhere, elsewhere);
  table_.Clear(kHere);

  EXPECT_THAT(table_.On(kHere, kUnits, kSubjects, kLastDate), IsEmpty());
  EXPECT_THAT(table_.Timelines(kHere, {1}), IsEmpty());
  const std::vector<FigureChange> folded = table_.Fold(kHere, kAll);
  ASSERT_THAT(folded, SizeIs(1));
  EXPECT_THAT(folded[0].completion_ids, ElementsAre(77));
  EXPECT_THAT(table_.Answers(kHere, {1}, month, month), SizeIs(1));
  EXPECT_THAT(table_.On(kHere, kUnits, kSubjects, kLastDate), IsEmpty());
  EXPECT_TRUE(SumOf(table_.On(kElsewhere, kUnits, kSubjects, kLastDate)) == SumOf({elsewhere}, kLastDate));
}

}  // namespace
}  // namespace nanolearn::mysql
