#include "service/storage/mysql/mail_round_table.h"

#include "service/storage/mysql/assignment_table.h"
#include "service/storage/mysql/engagement_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class MailRoundTableTest : public TableTest {
 protected:
  // Person and id are the same. Made long ago, open since yesterday, due in a month.
  static Assignment Sample(Id person, Date due_date = kDay + 30) {
    return {.id = person,
            .programme_id = 1,
            .module_id = 1,
            .person_id = person,
            .open_date = kDay - 1,
            .due_date = due_date};
  }

  void Assign(const std::vector<Assignment>& assignments, Id organisation = kHere) {
    mysql::MysqlAssignmentTable(session_).Insert(organisation, assignments);
  }

  std::vector<Id> Queued(const MailRoundQuery& query, std::vector<Id> programmes = {1, 2}) {
    const int64_t queued = rounds_.Queue(kHere, programmes, query);
    std::vector<Id> people = rounds_.TakePeople(kHere, 100);
    EXPECT_EQ(queued, static_cast<int64_t>(people.size()));
    return people;
  }

  static Engagement Engaged(Id id, Id person, const std::string& manager_key,
                            DateRange valid = {kDay - 9, kNoEnd}, Id source = 1) {
    Engagement engagement{id, person, source, "key-" + std::to_string(person), {}, valid};
    engagement.facts.unit_id = 2;
    engagement.facts.period = {kDay - 100, kNoEnd};
    engagement.facts.manager_key = manager_key;
    return engagement;
  }

  mysql::MysqlMailRoundTable rounds_{session_};
};

TEST_F(MailRoundTableTest, QueuesWhoComesIntoTheAudienceOrBackFromLeaveOnTheDay) {
  Assign({Sample(1), Sample(2), Sample(3)});
  mysql::MysqlAssignmentTable(session_).ReplaceMemberships(kHere, 1, {1, 2, 3},
                                                           {{1, {kDay - 9, kDay}, true, 1},
                                                            {1, {kDay, kNoEnd}, false, 1},
                                                            {2, {kDay - 9, kNoEnd}, false, 1},
                                                            {3, {kDay - 9, kDay}, false, 1},
                                                            {3, {kDay, kNoEnd}, true, 1}});
  EXPECT_THAT(Queued({.day = kDay, .due_dates = {}, .since = kNow}), ElementsAre(1));
  EXPECT_THAT(Queued({.day = kDay, .due_dates = {}, .since = kNow}, {2}), IsEmpty());
}

TEST_F(MailRoundTableTest, ARoundComesBackAsItWasWritten) {
  const MailRound none = rounds_.Find(kHere);
  EXPECT_FALSE(none.done_until || none.day);
  EXPECT_EQ(none.begin_time, absl::InfinitePast());
  EXPECT_FALSE(rounds_.Lock(kHere).day);
  rounds_.Put(kHere, {.day = kDay, .begin_time = kNow, .new_since = kNow - absl::Hours(24)});
  EXPECT_EQ(rounds_.Find(kHere).new_since, kNow - absl::Hours(24));
  EXPECT_EQ(rounds_.Find(kHere).done_until, std::nullopt);
  EXPECT_EQ(rounds_.Find(kHere).day, kDay);
  EXPECT_EQ(rounds_.Find(kHere).begin_time, kNow);
  rounds_.Put(kHere, {.done_until = kDay, .begin_time = kNow});
  EXPECT_EQ(rounds_.Lock(kHere).done_until, kDay);
  EXPECT_EQ(rounds_.Lock(kHere).day, std::nullopt);
  EXPECT_FALSE(rounds_.Find(kElsewhere).done_until);
}

TEST_F(MailRoundTableTest, WhoHasSomethingDueOnOneOfTheDaysIsQueued) {
  Assign({Sample(1, kDay + 7), Sample(2, kDay + 8), Sample(3, kDay - 3), Sample(4, kDay + 7)});
  Assign({Sample(5, kDay + 7)}, kElsewhere);
  EXPECT_THAT(Queued({kDay, {kDay + 7, kDay - 3}, kNow}), ElementsAre(1, 3, 4));
  EXPECT_THAT(Queued({kDay, {}, kNow}), IsEmpty());
}

TEST_F(MailRoundTableTest, WhoHasSomethingThatOpensOnTheDayIsQueued) {
  Assignment opens = Sample(2);
  opens.open_date = kDay;
  Assignment later = Sample(3);
  later.open_date = kDay + 1;
  Assign({Sample(1), opens, later});
  EXPECT_THAT(Queued({kDay, {}, kNow}), ElementsAre(2));
}

TEST_F(MailRoundTableTest, WhoHasBeenGivenSomethingSinceTheLastRoundIsQueuedWhenItIsOpen) {
  Assignment fresh = Sample(2), not_open = Sample(3), older = Sample(4);
  fresh.id = FirstIdAt(kNow);
  not_open.id = fresh.id + 1;
  not_open.open_date = kDay + 1;
  older.id = fresh.id - 1;
  Assign({Sample(1), fresh, not_open, older});
  EXPECT_THAT(Queued({kDay, {}, kNow}), ElementsAre(2));
  EXPECT_THAT(Queued({kDay, {}, absl::InfinitePast()}), ElementsAre(1, 2, 4)) << "in the first round of all";
}

TEST_F(MailRoundTableTest, NobodyIsQueuedForWhatIsDoneOrClosedOrNotOpenOrOfAnotherProgramme) {
  std::vector<Assignment> assignments;
  for (Id person = 1; person <= 6; ++person) assignments.push_back(Sample(person, kDay + 7));
  assignments[0].complete_date = kDay - 1;
  assignments[1].close_date = kDay;
  assignments[2].close_date = kDay + 1;  // only tomorrow
  assignments[3].open_date = kDay + 1;
  assignments[4].programme_id = 2;
  Assign(assignments);
  EXPECT_THAT(Queued({kDay, {kDay + 7}, kNow}, {1}), ElementsAre(3, 6));
  EXPECT_THAT(Queued({kDay, {kDay + 7}, kNow}, {}), IsEmpty());
}

TEST_F(MailRoundTableTest, WhoIsQueuedForManyReasonsIsQueuedOnce) {
  Assignment second = Sample(1, kDay - 3);
  second.id = FirstIdAt(kNow);
  second.module_id = 2;
  second.open_date = kDay;
  Assign({Sample(1, kDay + 7), second});
  const MailRoundQuery query{kDay, {kDay + 7, kDay - 3}, kNow};
  EXPECT_EQ(rounds_.Queue(kHere, {1, 2}, query), 1);
  EXPECT_EQ(rounds_.Queue(kHere, {1, 2}, query), 0) << "a round that is begun again";
  EXPECT_EQ(rounds_.CountPeople(kHere), 1);
}

TEST_F(MailRoundTableTest, PeopleAreTakenByIdAndOnce) {
  for (const Id organisation : {kHere, kElsewhere}) {
    Assign({Sample(3, kDay + 7), Sample(1, kDay + 7), Sample(2, kDay + 7)}, organisation);
    rounds_.Queue(organisation, {1}, {kDay, {kDay + 7}, kNow});
  }
  EXPECT_EQ(rounds_.CountPeople(kHere), 3);
  EXPECT_THAT(rounds_.TakePeople(kHere, 2), ElementsAre(1, 2));
  EXPECT_THAT(rounds_.TakePeople(kHere, 2), ElementsAre(3));
  EXPECT_THAT(rounds_.TakePeople(kHere, 2), IsEmpty());
  EXPECT_EQ(rounds_.CountPeople(kElsewhere), 3);
}

TEST_F(MailRoundTableTest, AnEscalationIsMadeOnceForADueDateAndALevel) {
  Assign({Sample(1), Sample(2)});
  rounds_.InsertEscalations(kHere, {{1, kDay - 7, 1, 11, kDay}});
  rounds_.InsertEscalations(kHere, {{1, kDay - 7, 1, 12, kDay + 1},    // there already
                                    {1, kDay - 7, 2, 12, kDay + 1},    // the next level
                                    {1, kDay - 5, 1, 11, kDay + 1}});  // another due date
  EXPECT_THAT(rounds_.TakeEscalations(kElsewhere, kDay, 10), IsEmpty());
  const auto found = rounds_.TakeEscalations(kHere, kDay + 1, 10);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].assignment_id, 1u);
  EXPECT_EQ(found[0].due_date, kDay - 7);
  EXPECT_EQ(found[0].level, 1);
  EXPECT_EQ(found[0].manager_id, 11u);
  EXPECT_EQ(found[0].day, kDay) << "also what a day before found";
  EXPECT_EQ(found[1].due_date, kDay - 5);
  EXPECT_EQ(found[2].manager_id, 12u);
  EXPECT_EQ(found[2].level, 2);
  EXPECT_EQ(found[2].day, kDay + 1);
}

TEST_F(MailRoundTableTest, EscalationsComeByManagerOnceAndNoManagersAreCut) {
  Assign({Sample(1), Sample(2), Sample(3), Sample(4)});
  rounds_.InsertEscalations(
      kHere,
      {{1, kDay, 1, 12, kDay}, {2, kDay, 1, 11, kDay}, {3, kDay, 1, 11, kDay}, {4, kDay, 1, 13, kDay}});
  const auto assignments = [&](Date day, int limit) {
    std::vector<Id> ids;
    for (const Escalation& e : rounds_.TakeEscalations(kHere, day, limit)) ids.push_back(e.assignment_id);
    return ids;
  };
  EXPECT_THAT(assignments(kDay, 1), ElementsAre(2, 3));
  EXPECT_THAT(assignments(kDay, 5), ElementsAre(1, 4));
  EXPECT_THAT(assignments(kDay, 5), IsEmpty());
  rounds_.InsertEscalations(kHere, {{1, kDay, 2, 11, kDay}});
  EXPECT_THAT(assignments(kDay, 5), ElementsAre(1, 2, 3))
      << "with what the manager was told of on the same day";
  rounds_.InsertEscalations(kHere, {{4, kDay, 2, 11, kDay}});
  EXPECT_THAT(assignments(kDay + 1, 5), ElementsAre(4));
}

TEST_F(MailRoundTableTest, WhatAManagerWasToldOfLongAgoIsForgotten) {
  Assign({Sample(1), Sample(2), Sample(3)});
  rounds_.InsertEscalations(kHere, {{1, kDay, 1, 11, kDay}, {2, kDay, 1, 12, kDay}});
  rounds_.TakeEscalations(kHere, kDay, 10);
  EXPECT_THAT(rounds_.EscalationsTo(kHere, kDay, {11, 13}), ::testing::SizeIs(1));
  EXPECT_THAT(rounds_.EscalationsTo(kHere, kDay + 1, {11}), IsEmpty());
  rounds_.InsertEscalations(kHere, {{3, kDay, 1, 11, kDay}});
  EXPECT_EQ(rounds_.ClearEscalations(kDay), 0);
  EXPECT_EQ(rounds_.ClearEscalations(kDay + 1), 2);
  EXPECT_EQ(rounds_.ClearEscalations(kDay + 1), 0);
  EXPECT_THAT(rounds_.TakeEscalations(kHere, kDay, 10), ::testing::SizeIs(1)) << "not told yet";
}

TEST_F(MailRoundTableTest, WhoIsSomebodysManagerOnTheDayIsQueuedForTheDigest) {
  mysql::MysqlEngagementTable(session_).Insert(
      kHere, {Engaged(1, 1, ""), Engaged(2, 2, "key-1"), Engaged(3, 3, "key-1"), Engaged(4, 4, "key-3"),
              Engaged(5, 5, ""),                                  // whose only report has left
              Engaged(6, 6, "key-5", {kDay - 9, kDay}),           //
              Engaged(7, 7, "", {kDay - 9, kDay}),                // who has left
              Engaged(8, 8, "key-7"), Engaged(9, 9, "nobody"),    //
              Engaged(10, 10, "key-2", {kDay - 9, kNoEnd}, 2)});  // another source's key
  EXPECT_EQ(rounds_.QueueManagers(kHere, kDay), 2);
  EXPECT_EQ(rounds_.QueueManagers(kHere, kDay), 0);
  EXPECT_EQ(rounds_.CountPeople(kHere), 0) << "a queue of their own";
  EXPECT_THAT(rounds_.TakePeople(kHere, 10), IsEmpty());
  EXPECT_THAT(rounds_.QueuedManagers(kHere, 1), ElementsAre(1));
  EXPECT_THAT(rounds_.QueuedManagers(kHere, 10), ElementsAre(1, 3));
  EXPECT_THAT(rounds_.QueuedManagers(kElsewhere, 10), IsEmpty());
  EXPECT_THAT(rounds_.TakeManagers(kHere, {1, 2}), ElementsAre(1));
  EXPECT_THAT(rounds_.TakeManagers(kHere, {1, 3}), ElementsAre(3)) << "each once";
  EXPECT_THAT(rounds_.QueuedManagers(kHere, 10), IsEmpty());
  EXPECT_EQ(rounds_.QueueManagers(kElsewhere, kDay), 0);
}

}  // namespace
}  // namespace nanolearn::testing
