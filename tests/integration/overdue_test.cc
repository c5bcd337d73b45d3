// Events of what has become overdue, after days without a server.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/jobs/overdue_job.h"
#include "service/storage/mysql/mysql_store.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"
#include "tests/support/test_server.h"

namespace nanolearn::testing {
namespace {

using Told = std::map<std::pair<Id, std::string>, int>;  // assignment and due date: how often

class OverdueTest : public ::testing::Test {
 protected:
  OverdueTest() : store_(*mysql::MysqlStore::Open(server_.database())) {
    TestClient admin = server_.Admin();
    LoadDemo(admin);
  }

  void Complete(const v1::Assignment& assignment) {
    TestClient admin = server_.Admin();
    v1::RecordCompletionRequest request;
    request.set_assignment(assignment.name());
    v1::RecordCompletionResponse response;
    const grpc::Status status =
        admin.Call(&v1::CompletionService::Stub::RecordCompletion, *admin.completions, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  void RunJob() {
    OverdueJob job(env_);
    job.Run({});
  }

  Told Select(const std::string& sql) {
    Told told;
    mysql::Session session(server_.database());
    session.Query(sql, {}, [&](const mysql::Row& row) { ++told[{row.GetId(0), row.Text(1)}]; });
    return told;
  }
  Told ToldOf() {
    return Select("SELECT subject_id, subject_day FROM events WHERE type = 'ASSIGNMENT_OVERDUE'");
  }
  // Straight from the facts: who is in the audience on the day after the due date, not on leave, and has not
  // completed by the due date.
  Told Expected(const std::string& today) {
    return Select(absl::StrCat(
        "SELECT a.id, a.due_date FROM assignments a JOIN memberships m ON m.organisation_id = "
        "a.organisation_id AND m.programme_id = a.programme_id AND m.person_id = a.person_id WHERE "
        "a.due_date "
        "< '",
        today,
        "' AND (a.complete_date IS NULL OR a.complete_date > a.due_date) AND m.valid_from <= a.due_date + "
        "INTERVAL 1 DAY AND m.valid_to > a.due_date + INTERVAL 1 DAY AND NOT m.is_paused"));
  }
  void Execute(const std::string& sql) { mysql::Session(server_.database()).Execute(sql); }

  TestServer server_;
  std::unique_ptr<Store> store_;
  IdGenerator ids_{server_.clock()};
  KeyRing key_{std::string(32, 'k')};
  Environment env_{*store_, server_.clock(), ids_, key_};
};

TEST_F(OverdueTest, EachIsToldOfOnceAfterDaysOfStandstill) {
  TestClient admin = server_.Admin();
  const std::vector<v1::Assignment> assignments = AllAssignments(admin, {});
  ASSERT_GE(assignments.size(), 20u);
  server_.clock().SetDay(Date(2026, 12, 2));
  for (int i = 0; i < 5; ++i) Complete(assignments[i]);
  RunJob();
  EXPECT_EQ(ToldOf(), Told()) << "the due day itself is in time";
  server_.Stop();
  server_.clock().SetDay(Date(2026, 12, 9));
  RunJob();
  const Told told = ToldOf();
  EXPECT_GE(told.size(), 10u);
  EXPECT_EQ(told, Expected("2026-12-09"));
  RunJob();
  server_.clock().SetDay(Date(2026, 12, 10));
  RunJob();
  EXPECT_EQ(ToldOf(), told);
  std::printf("told of %zu overdue assignments out of %zu\n", told.size(), assignments.size());
}

TEST_F(OverdueTest, WhatIsDoneTheDayAfterWasOverdue) {
  TestClient admin = server_.Admin();
  const std::vector<v1::Assignment> assignments = AllAssignments(admin, {});
  server_.clock().SetDay(Date(2026, 12, 3));
  Complete(assignments[0]);
  RunJob();
  EXPECT_EQ(ToldOf(), Expected("2026-12-03"));
}

TEST_F(OverdueTest, AnAssignmentThatIsDueLaterIsToldOfAgain) {
  server_.Stop();
  server_.clock().SetDay(Date(2026, 12, 5));
  RunJob();
  const Told first = ToldOf();
  ASSERT_FALSE(first.empty());
  const auto [id, due] = first.begin()->first;
  Execute(absl::StrCat("UPDATE assignments SET due_date = '2026-12-20' WHERE id = ", id));
  server_.clock().SetDay(Date(2026, 12, 22));
  RunJob();
  Told expected = first;
  expected.merge(Expected("2026-12-22"));  // others have become overdue meanwhile
  EXPECT_EQ(expected.count({id, "2026-12-20"}), 1u);
  EXPECT_EQ(ToldOf(), expected);
}

TEST_F(OverdueTest, WhoComesBackFromLeaveToSomethingOverdueIsToldOf) {
  server_.Stop();
  server_.clock().SetDay(Date(2026, 11, 24));
  Id person = kNoId, assignment = kNoId;
  mysql::Session session(server_.database());
  session.Query(
      "SELECT a.person_id, a.id FROM assignments a JOIN memberships m ON m.person_id = a.person_id AND "
      "m.programme_id = a.programme_id WHERE m.valid_to > '2027-01-01' ORDER BY a.id LIMIT 1",
      {}, [&](const mysql::Row& row) {
        person = row.GetId(0);
        assignment = row.GetId(1);
      });
  // On leave from December to the 14th, and nobody moved the due date.
  Execute(
      absl::StrCat("INSERT INTO memberships SELECT organisation_id, programme_id, person_id, '2026-12-01', "
                   "'2026-12-15', TRUE FROM memberships WHERE person_id = ",
                   person, " AND valid_to > '2027-01-01'"));
  Execute(
      absl::StrCat("INSERT INTO memberships SELECT organisation_id, programme_id, person_id, '2026-12-15', "
                   "valid_to, FALSE FROM memberships WHERE person_id = ",
                   person, " AND valid_to > '2027-01-01'"));
  Execute(absl::StrCat("UPDATE memberships SET valid_to = '2026-12-01' WHERE person_id = ", person,
                       " AND valid_from < '2026-12-01'"));
  server_.clock().SetDay(Date(2026, 12, 10));
  RunJob();
  EXPECT_EQ(ToldOf().count({assignment, "2026-12-02"}), 0u);
  server_.clock().SetDay(Date(2026, 12, 16));
  RunJob();
  EXPECT_EQ(ToldOf().count({assignment, "2026-12-02"}), 1u);
}

}  // namespace
}  // namespace nanolearn::testing
