#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

class Completions : public ::testing::Test {
 protected:
  Completions() : admin_(server_.Admin()) { LoadDemo(admin_); }

  std::vector<v1::Assignment> AssignmentsOf(const std::string& unit) {
    v1::ListAssignmentsRequest request;
    request.set_unit(absl::StrCat(kAlvnas, "/units/", unit));
    return AllAssignments(admin_, request);
  }

  grpc::Status Record(const std::string& assignment, const std::string& request_id,
                      v1::RecordCompletionResponse* response) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignment);
    request.set_request_id(request_id);
    return admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, request,
                       response);
  }

  std::vector<v1::Completion> All() {
    v1::ListCompletionsRequest request;
    request.set_parent(kAlvnas);
    request.set_page_size(1000);
    v1::ListCompletionsResponse response;
    EXPECT_TRUE(
        admin_.Call(&v1::CompletionService::Stub::ListCompletions, *admin_.completions, request, &response)
            .ok());
    return {response.completions().begin(), response.completions().end()};
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(Completions, OfSixtyFourCallersWithDifferentRequestIdsOneIsRecordedAndAllAreAnswered) {
  const std::string assignment = AssignmentsOf("KF").front().name();
  std::vector<v1::RecordCompletionResponse> responses(64);
  std::atomic<int> ok = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 64; ++i) {
    threads.emplace_back(
        [&, i] { ok += Record(assignment, absl::StrCat("different-", i), &responses[i]).ok(); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ok, 64);
  std::set<std::string> names;
  int recorded = 0;
  for (const auto& response : responses) {
    names.insert(response.completion().name());
    recorded += response.outcome() == v1::RecordCompletionResponse::OUTCOME_RECORDED;
  }
  EXPECT_EQ(names.size(), 1);
  EXPECT_EQ(recorded, 1);
  EXPECT_EQ(All().size(), 1);
}

TEST_F(Completions, OfSixtyFourCallersWithOneRequestIdAllGetTheSameAnswer) {
  const std::string assignment = AssignmentsOf("KF").front().name();
  std::vector<v1::RecordCompletionResponse> responses(64);
  std::vector<std::thread> threads;
  for (auto& response : responses) {
    threads.emplace_back([&] { EXPECT_TRUE(Record(assignment, "same", &response).ok()); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& response : responses)
    EXPECT_EQ(response.SerializeAsString(), responses[0].SerializeAsString());
  EXPECT_EQ(responses[0].outcome(), v1::RecordCompletionResponse::OUTCOME_RECORDED);
  EXPECT_EQ(All().size(), 1);
}

TEST_F(Completions, RefuseARequestIdThatWasUsedForAnotherAssignment) {
  const auto assignments = AssignmentsOf("KF");
  v1::RecordCompletionResponse response;
  ASSERT_TRUE(Record(assignments[0].name(), "once", &response).ok());
  const grpc::Status status = Record(assignments[1].name(), "once", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(ReasonOf(status), "REQUEST_ID_REUSED");
  EXPECT_EQ(All().size(), 1);
}

TEST_F(Completions, RefuseAUsedRequestIdBeforeTheyLookAtTheOtherAssignment) {
  const auto assignments = AssignmentsOf("KF");
  v1::RecordCompletionResponse response;
  ASSERT_TRUE(Record(assignments[0].name(), "once", &response).ok());
  ASSERT_TRUE(Record(assignments[1].name(), "another", &response).ok());
  EXPECT_EQ(ReasonOf(Record(assignments[1].name(), "once", &response)), "REQUEST_ID_REUSED")
      << "also where another request has completed it";
  v1::RecordCompletionRequest early;
  early.set_assignment(assignments[2].name());
  early.set_request_id("once");
  early.mutable_complete_time()->set_seconds(1);
  EXPECT_EQ(ReasonOf(admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, early, &response)),
            "REQUEST_ID_REUSED")
      << "also where it would be refused for its day";
}

TEST_F(Completions, GiveTheSameAnswerAgainAfterTheCompletionWasTakenBack) {
  const std::string assignment = AssignmentsOf("KF").front().name();
  v1::RecordCompletionResponse first, again, new_one;
  ASSERT_TRUE(Record(assignment, "once", &first).ok());
  v1::VoidCompletionRequest request;
  request.set_name(first.completion().name());
  request.set_reason("fel person");
  v1::Completion voided;
  ASSERT_TRUE(
      admin_.Call(&v1::CompletionService::Stub::VoidCompletion, *admin_.completions, request, &voided).ok());
  ASSERT_TRUE(Record(assignment, "once", &again).ok());
  EXPECT_EQ(again.completion().name(), first.completion().name());
  EXPECT_EQ(again.outcome(), v1::RecordCompletionResponse::OUTCOME_RECORDED);
  ASSERT_TRUE(Record(assignment, "another", &new_one).ok());
  EXPECT_NE(new_one.completion().name(), first.completion().name());
  ASSERT_TRUE(Record(assignment, "once", &again).ok()) << "also where another has completed it since";
  EXPECT_EQ(again.completion().name(), first.completion().name());
}

TEST_F(Completions, RefuseARequestIdThatWasUsedWithOtherArguments) {
  const std::string assignment = AssignmentsOf("KF").front().name();
  v1::RecordCompletionRequest request;
  request.set_assignment(assignment);
  request.set_request_id("once");
  request.mutable_complete_time()->set_seconds(absl::ToUnixSeconds(server_.clock().Now()) - 60);
  request.mutable_complete_time()->set_nanos(123456789);
  v1::RecordCompletionResponse response, again;
  const auto record = [&](v1::RecordCompletionResponse* answer) {
    return admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, request, answer);
  };
  ASSERT_TRUE(record(&response).ok());
  ASSERT_TRUE(record(&again).ok()) << "the same again";
  EXPECT_EQ(again.SerializeAsString(), response.SerializeAsString());
  request.mutable_complete_time()->set_nanos(0);
  EXPECT_EQ(ReasonOf(record(&again)), "REQUEST_ID_REUSED");
  request.clear_complete_time();
  EXPECT_TRUE(record(&again).ok()) << "what is left open may be anything";
  request.set_evidence("intyg 7");
  EXPECT_EQ(ReasonOf(record(&again)), "REQUEST_ID_REUSED");
}

TEST_F(Completions, SayPreciselyWhyAnAssignmentCannotBeCompleted) {
  v1::RecordCompletionResponse response;
  grpc::Status status = Record(absl::StrCat(kAlvnas, "/assignments/0000000000001"), "", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(ReasonOf(status), "ASSIGNMENT_NOT_FOUND");

  status = Record("nonsense", "", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(FieldsOf(status), std::vector<std::string>{"assignment"});

  v1::ListAssignmentsRequest leavers;
  leavers.set_as_of("2027-01-01");
  leavers.add_states(v1::ASSIGNMENT_STATE_WITHDRAWN);
  const std::string of_a_leaver = AllAssignments(admin_, leavers).front().name();
  server_.clock().SetDay(Date(2027, 1, 1));  // the terms ended with the year
  status = Record(of_a_leaver, "", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(status), "ASSIGNMENT_WITHDRAWN");

  server_.clock().SetDay(Date(2026, 11, 1));
  status = Record(of_a_leaver, "", &response);
  EXPECT_EQ(ReasonOf(status), "ASSIGNMENT_NOT_OPEN");
  EXPECT_TRUE(All().empty());
}

TEST_F(Completions, InABatchAreEachAnsweredAndOneRefusalStopsNoOther) {
  const auto assignments = AssignmentsOf("KF");
  v1::BatchRecordCompletionsRequest request;
  request.set_parent(kAlvnas);
  request.add_requests()->set_assignment(assignments[0].name());
  request.add_requests()->set_assignment(absl::StrCat(kAlvnas, "/assignments/0000000000001"));
  request.add_requests()->set_assignment("nonsense");
  request.add_requests()->set_assignment(assignments[1].name());
  request.add_requests()->set_assignment(assignments[0].name());  // twice in one batch
  v1::BatchRecordCompletionsResponse response;
  ASSERT_TRUE(
      admin_
          .Call(&v1::CompletionService::Stub::BatchRecordCompletions, *admin_.completions, request, &response)
          .ok());
  ASSERT_EQ(response.results_size(), 5);
  EXPECT_TRUE(response.results(0).has_response());
  EXPECT_EQ(response.results(1).error().code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(response.results(2).error().code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_TRUE(response.results(3).has_response());
  EXPECT_EQ(response.results(4).response().outcome(),
            v1::RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED);
  EXPECT_EQ(response.results(4).response().completion().name(),
            response.results(0).response().completion().name());
  EXPECT_EQ(All().size(), 2);
}

TEST_F(Completions, AreThereAfterARestart) {
  v1::RecordCompletionResponse response;
  ASSERT_TRUE(Record(AssignmentsOf("KF").front().name(), "kept", &response).ok());
  server_.Restart();
  admin_ = server_.Admin();
  const auto all = All();
  ASSERT_EQ(all.size(), 1);
  EXPECT_EQ(all[0].name(), response.completion().name());
}

}  // namespace
}  // namespace nanolearn::testing
