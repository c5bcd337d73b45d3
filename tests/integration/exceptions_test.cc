// What is decided about single assignments: waivers, extensions, completions taken back; and why dates are
// what they are.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

using AssignmentStub = v1::AssignmentService::Stub;

class Exceptions : public ::testing::Test {
 protected:
  Exceptions() : admin_(server_.Admin()) {
    LoadDemo(admin_);
    v1::ListAssignmentsRequest request;
    request.set_unit(absl::StrCat(kAlvnas, "/units/KF"));
    all_ = AllAssignments(admin_, request);
  }

  v1::Assignment Get(const std::string& name, const std::string& as_of = "") {
    v1::GetAssignmentRequest request;
    request.set_name(name);
    request.set_as_of(as_of);
    v1::Assignment assignment;
    const grpc::Status status =
        admin_.Call(&AssignmentStub::GetAssignment, *admin_.assignments, request, &assignment);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return assignment;
  }

  grpc::Status Waive(const std::vector<std::string>& names, const std::string& until,
                     const std::string& request_id = "") {
    v1::WaiveAssignmentsRequest request;
    request.set_parent(kAlvnas);
    for (const std::string& name : names) request.add_assignments(name);
    request.set_until_date(until);
    request.set_reason("Sjukskriven");
    request.set_request_id(request_id);
    return admin_.Call(&AssignmentStub::WaiveAssignments, *admin_.assignments, request, &waived_);
  }

  grpc::Status Extend(const std::string& name, const std::string& due) {
    v1::ExtendAssignmentsRequest request;
    request.set_parent(kAlvnas);
    request.add_assignments(name);
    request.set_due_date(due);
    request.set_reason("Ny på uppdraget");
    v1::ExtendAssignmentsResponse response;
    return admin_.Call(&AssignmentStub::ExtendAssignments, *admin_.assignments, request, &response);
  }

  grpc::Status End(const std::string& name) {
    v1::EndExceptionRequest request;
    request.set_name(name);
    v1::Assignment response;
    return admin_.Call(&AssignmentStub::EndException, *admin_.assignments, request, &response);
  }

  v1::Completion Record(const std::string& assignment) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignment);
    v1::RecordCompletionResponse response;
    const grpc::Status status =
        admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.completion();
  }

  grpc::Status Void(const std::string& completion, v1::Completion* response) {
    v1::VoidCompletionRequest request;
    request.set_name(completion);
    request.set_reason("Fel person");
    return admin_.Call(&v1::CompletionService::Stub::VoidCompletion, *admin_.completions, request, response);
  }

  TestServer server_;
  TestClient admin_;
  std::vector<v1::Assignment> all_;
  v1::WaiveAssignmentsResponse waived_;
};

TEST_F(Exceptions, AWaiverHoldsUntilItsLastDayAndNotBeforeItWasGiven) {
  server_.clock().SetDay(Date(2026, 12, 10));
  const std::string name = all_[0].name();
  const grpc::Status status = Waive({name}, "2027-01-31");
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(waived_.assignments(0).state(), v1::ASSIGNMENT_STATE_WAIVED);
  EXPECT_EQ(Get(name, "2026-12-09").state(), v1::ASSIGNMENT_STATE_OVERDUE);
  EXPECT_EQ(Get(name, "2026-12-10").state(), v1::ASSIGNMENT_STATE_WAIVED);
  EXPECT_EQ(Get(name, "2027-01-31").state(), v1::ASSIGNMENT_STATE_WAIVED);
  EXPECT_EQ(Get(name, "2027-02-01").state(), v1::ASSIGNMENT_STATE_OVERDUE);
  ASSERT_EQ(Get(name).exceptions_size(), 1);
  EXPECT_EQ(Get(name).exceptions(0).reason(), "Sjukskriven");
  EXPECT_EQ(ReasonOf(Waive({name}, "2027-03-31")), "ASSIGNMENT_WAIVED");
}

TEST_F(Exceptions, SeveralAreWaivedTogetherOrNone) {
  const std::string completed = all_[1].name();
  Record(completed);
  EXPECT_EQ(ReasonOf(Waive({all_[0].name(), completed}, "2027-01-31")), "ASSIGNMENT_COMPLETED");
  EXPECT_EQ(Get(all_[0].name()).exceptions_size(), 0);
  ASSERT_TRUE(Waive({all_[0].name(), all_[2].name()}, "2027-01-31", "once").ok());
  ASSERT_TRUE(Waive({all_[0].name(), all_[2].name()}, "2027-01-31", "once").ok()) << "the same request again";
  EXPECT_EQ(Get(all_[2].name()).exceptions_size(), 1);
}

TEST_F(Exceptions, AWaiverThatIsEndedHoldsNoMore) {
  const std::string name = all_[0].name();
  ASSERT_TRUE(Waive({name}, "2027-01-31").ok());
  server_.clock().SetDay(Date(2026, 12, 15));
  ASSERT_TRUE(End(name).ok());
  EXPECT_EQ(Get(name, "2026-12-14").state(), v1::ASSIGNMENT_STATE_WAIVED);
  EXPECT_EQ(Get(name).state(), v1::ASSIGNMENT_STATE_OVERDUE);
  EXPECT_EQ(ReasonOf(End(name)), "EXCEPTION_NOT_FOUND");
}

TEST_F(Exceptions, AnExtensionMovesTheDueDateAndWhatWasOverdueStaysSo) {
  const std::string name = all_[0].name();
  server_.clock().SetDay(Date(2026, 12, 10));
  const grpc::Status status = Extend(name, "2027-01-15");
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(Get(name).due_date(), "2027-01-15");
  EXPECT_EQ(Get(name).state(), v1::ASSIGNMENT_STATE_NOT_YET_DUE);
  EXPECT_EQ(Get(name, "2026-12-09").state(), v1::ASSIGNMENT_STATE_OVERDUE);
  EXPECT_EQ(Get(name, "2026-12-09").due_date(), all_[0].due_date());
  ASSERT_TRUE(End(name).ok()) << "on the day it was given";
  EXPECT_EQ(Get(name).due_date(), all_[0].due_date());
  ASSERT_TRUE(Extend(name, "2027-01-15").ok());
  server_.clock().SetDay(Date(2026, 12, 11));
  EXPECT_EQ(ReasonOf(End(name)), "EXCEPTION_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Extend(name, "2026-12-10")), "INVALID_FIELD") << "the past is counted";
}

TEST_F(Exceptions, ACompletionThatIsTakenBackCountsOnTheDaysBefore) {
  const std::string name = all_[0].name();
  const v1::Completion completion = Record(name);
  server_.clock().SetDay(Date(2026, 12, 10));
  v1::Completion voided;
  ASSERT_TRUE(Void(completion.name(), &voided).ok());
  EXPECT_TRUE(voided.voided());
  EXPECT_EQ(voided.void_record().date(), "2026-12-10");
  EXPECT_EQ(voided.void_record().reason(), "Fel person");
  EXPECT_EQ(Get(name, "2026-12-09").state(), v1::ASSIGNMENT_STATE_COMPLETED);
  EXPECT_EQ(Get(name).state(), v1::ASSIGNMENT_STATE_OVERDUE);
  EXPECT_EQ(ReasonOf(Void(completion.name(), &voided)), "COMPLETION_VOIDED");
  Record(name);
  EXPECT_EQ(Get(name).state(), v1::ASSIGNMENT_STATE_COMPLETED_LATE);
}

TEST_F(Exceptions, AnExplanationNamesTheRuleTheEngagementAndTheExtension) {
  const std::string name = all_[0].name();
  ASSERT_TRUE(Extend(name, "2027-01-15").ok());
  v1::ExplainAssignmentRequest request;
  request.set_name(name);
  v1::ExplainAssignmentResponse response;
  const grpc::Status status =
      admin_.Call(&AssignmentStub::ExplainAssignment, *admin_.assignments, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(response.audience(),
              Contains(HasSubstr("Rule 2 (mandate or board seat, in G or below) lets in")));
  EXPECT_THAT(response.opens(), Contains(HasSubstr("2026-11-02")));
  EXPECT_THAT(response.due(), Contains(HasSubstr("There are 30 days to complete it after 2026-11-02")));
  EXPECT_THAT(response.due(), Contains(HasSubstr("It was extended on")));
  EXPECT_THAT(response.state(), Contains(HasSubstr("not yet due: its last day is 2027-01-15")));
}

}  // namespace
}  // namespace nanolearn::testing
