// Modules that are done elsewhere, group sessions, and policies that are asked for again.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;

using CompletionCalls = v1::CompletionService::Stub;

class Attest : public ::testing::Test {
 protected:
  Attest() : admin_(server_.Admin()) {
    LoadDemo(admin_);
    for (const char* kind : {"EXTERNAL", "SESSION", "POLICY"}) {
      EXPECT_TRUE(Publish(kind, "Första texten.").ok());
    }
    v1::CreateProgrammeRequest request;
    request.set_parent(kAlvnas);
    request.set_programme_id("kinds");
    v1::Programme& programme = *request.mutable_programme();
    programme.set_display_name("Kinds");
    for (const char* id : {"external", "session", "policy"}) programme.add_modules(ModuleName(id));
    programme.add_audience()->set_unit(absl::StrCat(kAlvnas, "/units/KF"));
    programme.set_open_date("2026-11-02");
    programme.set_days_to_complete(30);
    v1::Programme created;
    const grpc::Status status =
        admin_.Call(&v1::ProgrammeService::Stub::CreateProgramme, *admin_.programmes, request, &created);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  static std::string ModuleName(const std::string& id) { return absl::StrCat(kAlvnas, "/modules/", id); }

  grpc::Status Publish(
      const std::string& kind, const std::string& text,
      v1::PublishModuleRequest::AskAgain ask = v1::PublishModuleRequest::ASK_AGAIN_UNSPECIFIED,
      const std::string& from = "") {
    std::string id = kind;
    for (char& c : id) c = static_cast<char>(std::tolower(c));
    v1::PublishModuleRequest request;
    request.set_parent(kAlvnas);
    v1::ModuleFile* file = request.add_files();
    file->set_path("module.toml");
    file->set_content(absl::StrCat("id = \"", id, "\"\nkind = \"", kind,
                                   "\"\nminutes = 2\nlanguages = [\"sv\"]\ntopics = [\"x\"]\n\n[[sources]]\n"
                                   "title = \"T\"\npublisher = \"P\"\nchecked = 2026-11-02\n"));
    file = request.add_files();
    file->set_path("sv.md");
    file->set_content(absl::StrCat("# Titel\n\n## Kort\n", text, "\n"));
    request.set_ask_again(ask);
    request.set_ask_date(from);
    v1::PublishModuleResponse response;
    return admin_.Call(&v1::ModuleService::Stub::PublishModule, *admin_.modules, request, &response);
  }

  std::vector<v1::Assignment> AssignmentsOf(const std::string& module) {
    v1::ListAssignmentsRequest request;
    request.set_module(ModuleName(module));
    return AllAssignments(admin_, request);
  }

  v1::AttestSessionResponse AttestPresent(const std::vector<std::string>& people, grpc::Status* status,
                                          const std::string& module = "session") {
    v1::AttestSessionRequest request;
    request.set_module(ModuleName(module));
    request.set_date("2026-11-20");
    request.set_leader("Karin Berg");
    for (const std::string& person : people) request.add_people(person);
    v1::AttestSessionResponse response;
    *status = admin_.Call(&CompletionCalls::AttestSession, *admin_.completions, request, &response);
    return response;
  }

  v1::BatchRecordCompletionsResponse::Result ImportOne(const std::string& person, const std::string& module,
                                                       const std::string& date, const std::string& evidence) {
    v1::ImportCompletionsRequest request;
    request.set_parent(kAlvnas);
    v1::PersonCompletion& completion = *request.add_completions();
    completion.set_person(person);
    completion.set_module(ModuleName(module));
    completion.set_date(date);
    completion.set_evidence(evidence);
    v1::ImportCompletionsResponse response;
    const grpc::Status status =
        admin_.Call(&CompletionCalls::ImportCompletions, *admin_.completions, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.results_size() == 1 ? response.results(0) : v1::BatchRecordCompletionsResponse::Result();
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(Attest, ThoseWhoWerePresentHaveCompletedItWithTheLeadersWord) {
  const std::vector<v1::Assignment> assignments = AssignmentsOf("session");
  ASSERT_GT(assignments.size(), 3u);
  grpc::Status status;
  const v1::AttestSessionResponse response =
      AttestPresent({assignments[0].person(), "personal:nobody", assignments[1].person()}, &status);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(response.results_size(), 3);
  EXPECT_EQ(response.results(0).response().completion().evidence(), "attested by Karin Berg on 2026-11-20");
  EXPECT_THAT(response.results(1).error().message(), HasSubstr("personal:nobody"));
  EXPECT_EQ(response.results(2).response().outcome(), v1::RecordCompletionResponse::OUTCOME_RECORDED);
  const v1::AttestSessionResponse again = AttestPresent({assignments[0].person()}, &status);
  EXPECT_EQ(again.results(0).response().completion().name(),
            response.results(0).response().completion().name());
  EXPECT_EQ(again.results(0).response().outcome(), v1::RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED);
}

TEST_F(Attest, SomebodyWhoIsInTheListTwiceIsRecordedOnce) {
  const std::string person = AssignmentsOf("session")[0].person();
  grpc::Status status;
  const v1::AttestSessionResponse response = AttestPresent({person, person}, &status);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(response.results_size(), 2);
  EXPECT_EQ(response.results(0).response().outcome(), v1::RecordCompletionResponse::OUTCOME_RECORDED);
  EXPECT_EQ(response.results(1).response().outcome(),
            v1::RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED);
  EXPECT_EQ(response.results(1).response().completion().name(),
            response.results(0).response().completion().name());
}

TEST_F(Attest, OnlyASessionIsAttested) {
  grpc::Status status;
  AttestPresent({AssignmentsOf("policy")[0].person()}, &status, "policy");
  EXPECT_EQ(ReasonOf(status), "NOT_A_SESSION");
}

TEST_F(Attest, WhatIsDoneElsewhereNeedsEvidence) {
  const v1::Assignment assignment = AssignmentsOf("external")[0];
  v1::RecordCompletionRequest request;
  request.set_assignment(assignment.name());
  v1::RecordCompletionResponse response;
  EXPECT_EQ(ReasonOf(admin_.Call(&CompletionCalls::RecordCompletion, *admin_.completions, request, &response)),
            "NEEDS_EVIDENCE");
  request.set_evidence("Intyg 7");
  ASSERT_TRUE(admin_.Call(&CompletionCalls::RecordCompletion, *admin_.completions, request, &response).ok());
  EXPECT_EQ(response.completion().evidence(), "Intyg 7");
}

TEST_F(Attest, AnImportedRowCountsForTheAssignmentOfItsDayAndOnlyOnce) {
  const v1::Assignment assignment = AssignmentsOf("external")[0];
  const auto early = ImportOne(assignment.person(), "external", "2026-10-01", "Intyg 7");
  EXPECT_THAT(early.error().message(), HasSubstr("their assignment opens on 2026-11-02"));
  const auto first = ImportOne(assignment.person(), "external", "2026-11-10", "Intyg 7");
  ASSERT_TRUE(first.has_response()) << first.error().message();
  EXPECT_EQ(first.response().completion().assignment(), assignment.name());
  const auto again = ImportOne(assignment.person(), "external", "2026-11-10", "Intyg 7");
  EXPECT_EQ(again.response().outcome(), v1::RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED);
  EXPECT_EQ(again.response().completion().name(), first.response().completion().name());
  const auto other_day = ImportOne(assignment.person(), "external", "2026-11-11", "Intyg 7");
  EXPECT_EQ(other_day.response().outcome(), v1::RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED);
}

TEST_F(Attest, AKeyIsKnownOnTheDayThoughTheNextListNoLongerHasIt) {
  SyncFile(admin_, "personal", "personal_2026-12.csv", "2026-12-01");
  const auto gone = ImportOne("personal:100291", "incident", "2026-11-10", "");
  EXPECT_TRUE(gone.has_response()) << gone.error().message();
  const auto never = ImportOne("personal:999999", "incident", "2026-11-10", "");
  EXPECT_THAT(never.error().message(), HasSubstr("has never named an engagement with this key"));
}

TEST_F(Attest, AnImportedRowThatWasTakenBackCanBeImportedAnew) {
  const v1::Assignment assignment = AssignmentsOf("external")[0];
  const auto first = ImportOne(assignment.person(), "external", "2026-11-10", "Intyg 7");
  ASSERT_TRUE(first.has_response());
  v1::VoidCompletionRequest request;
  request.set_name(first.response().completion().name());
  request.set_reason("Fel intyg");
  v1::Completion voided;
  ASSERT_TRUE(admin_.Call(&CompletionCalls::VoidCompletion, *admin_.completions, request, &voided).ok());
  const auto anew = ImportOne(assignment.person(), "external", "2026-11-10", "Intyg 8");
  ASSERT_TRUE(anew.has_response()) << anew.error().message();
  EXPECT_FALSE(anew.response().completion().voided());
  EXPECT_EQ(anew.response().completion().evidence(), "Intyg 8");
}

TEST_F(Attest, AnswersAreAsManyAsTheModuleHasQuestions) {
  const v1::Assignment assignment = AssignmentsOf("incident")[0];
  v1::RecordCompletionRequest request;
  request.set_assignment(assignment.name());
  request.add_answers(true);
  v1::RecordCompletionResponse response;
  const grpc::Status status =
      admin_.Call(&CompletionCalls::RecordCompletion, *admin_.completions, request, &response);
  EXPECT_EQ(FieldsOf(status), std::vector<std::string>{"answers"});
  EXPECT_THAT(status.error_message(), HasSubstr("has 2 questions"));
  request.add_answers(false);
  EXPECT_TRUE(admin_.Call(&CompletionCalls::RecordCompletion, *admin_.completions, request, &response).ok());
}

TEST_F(Attest, ANewRevisionOfAPolicyAsksThoseWhoAreToBeAsked) {
  const std::vector<v1::Assignment> before = AssignmentsOf("policy");
  v1::RecordCompletionRequest record;
  record.set_assignment(before[0].name());
  v1::RecordCompletionResponse response;
  ASSERT_TRUE(admin_.Call(&CompletionCalls::RecordCompletion, *admin_.completions, record, &response).ok());
  ASSERT_TRUE(Publish("POLICY", "Andra texten.").ok());
  EXPECT_EQ(AssignmentsOf("policy").size(), before.size()) << "nobody is asked again";
  grpc::Status status =
      Publish("POLICY", "Andra texten.", v1::PublishModuleRequest::ASK_AGAIN_HOLDERS, "2026-12-15");
  ASSERT_TRUE(status.ok()) << status.error_message();
  const std::vector<v1::Assignment> after = AssignmentsOf("policy");
  EXPECT_EQ(after.size(), before.size() + 1) << "only who had acknowledged it";
  EXPECT_EQ(after.back().person(), before[0].person());
  EXPECT_EQ(after.back().cycle(), 2);
  EXPECT_GE(after.back().open_date(), "2026-12-15");
  status = Publish("SESSION", "Andra texten.", v1::PublishModuleRequest::ASK_AGAIN_ALL);
  EXPECT_THAT(status.error_message(), HasSubstr("policies"));
}

}  // namespace
}  // namespace nanolearn::testing
