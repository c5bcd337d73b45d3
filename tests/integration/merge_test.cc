// Two people who are one human, and the way back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;

constexpr char kHeading[] =
    "Anstnr;Personnr;Förnamn;Efternamn;E-post;Mobil;Befattning;Orgkod;Organisation;Anst.form;Syss.grad;Anst "
    "from;Anst tom;Frånv from;Frånv tom;Chef anstnr;Dator;Skyddade uppg\r\n";
// Four people who do not exist.
constexpr char kOne[] = "19661208-9893", kTwo[] = "19650117-9979", kThree[] = "19631219-9836";

std::string Row(const std::string& key, const std::string& personnummer, const std::string& given_name,
                const std::string& protection = "", const std::string& computer = "J") {
  return absl::StrCat(key, ";", personnummer, ";", given_name, ";Ek;", given_name,
                      "@alvnas.example;;Handläggare;1004;HR;Tillsvidare;100;2020-01-01;;;;;", computer, ";",
                      protection, "\r\n");
}

class Merge : public ::testing::Test {
 protected:
  Merge() : admin_(server_.Admin()) {
    server_.clock().SetDay(Date(2026, 11, 24));
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_, "2026-11-01");
    PublishModule(admin_, "incident");
    CreateDemoProgramme(admin_, "first", {"incident"});
    Send("personal", {Row("1", kOne, "Anna")});
    Send("bolag", {Row("9", kTwo, "Annika")});
  }

  v1::SyncRun Send(const std::string& source, const std::vector<std::string>& rows,
                   const std::string& effective = "2026-11-02") {
    v1::SyncPeopleResponse response;
    const grpc::Status status = admin_.Sync(HeaderFor(source, source + ".csv", effective),
                                            absl::StrCat(kHeading, absl::StrJoin(rows, "")), &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
    return response.run();
  }

  std::vector<v1::Person> Everybody(const std::string& query = "") {
    v1::ListPeopleRequest request;
    request.set_parent(kAlvnas);
    request.set_query(query);
    v1::ListPeopleResponse response;
    EXPECT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &response).ok());
    return {response.people().begin(), response.people().end()};
  }

  // The name of the one with this given name.
  std::string Find(const std::string& given_name) {
    const std::vector<v1::Person> found = Everybody(given_name + " Ek");
    EXPECT_EQ(found.size(), 1u) << given_name;
    return found.empty() ? "" : found[0].name();
  }

  v1::Person Get(const std::string& name) {
    v1::GetPersonRequest request;
    request.set_name(name);
    v1::Person person;
    const grpc::Status status =
        admin_.Call(&v1::PersonService::Stub::GetPerson, *admin_.people, request, &person);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return person;
  }

  grpc::Status TryMerge(const std::string& name, const std::string& merged, v1::MergePeopleResponse* response,
                        const std::string& request_id = "", bool validate_only = false) {
    v1::MergePeopleRequest request;
    request.set_name(name);
    request.set_merged_person(merged);
    request.set_request_id(request_id);
    request.set_validate_only(validate_only);
    return admin_.Call(&v1::PersonService::Stub::MergePeople, *admin_.people, request, response);
  }
  v1::MergePeopleResponse MergeInto(const std::string& name, const std::string& merged) {
    v1::MergePeopleResponse response;
    const grpc::Status status = TryMerge(name, merged, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  grpc::Status TryUndo(const std::string& merged, v1::UndoMergePeopleResponse* response,
                       const std::string& request_id = "") {
    v1::UndoMergePeopleRequest request;
    request.set_name(merged);
    request.set_request_id(request_id);
    return admin_.Call(&v1::PersonService::Stub::UndoMergePeople, *admin_.people, request, response);
  }
  v1::UndoMergePeopleResponse Undo(const std::string& merged) {
    v1::UndoMergePeopleResponse response;
    const grpc::Status status = TryUndo(merged, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  std::vector<v1::Assignment> AssignmentsOf(const std::string& person) {
    v1::ListAssignmentsRequest request;
    request.set_parent(kAlvnas);
    request.set_person(person);
    return AllAssignments(admin_, request);
  }

  grpc::Status TryComplete(const std::string& assignment, v1::RecordCompletionResponse* response) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignment);
    return admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, request,
                       response);
  }
  v1::Completion Complete(const std::string& assignment) {
    v1::RecordCompletionResponse response;
    const grpc::Status status = TryComplete(assignment, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.completion();
  }

  std::vector<v1::Completion> Completions(const std::string& person = "") {
    v1::ListCompletionsRequest request;
    request.set_parent(kAlvnas);
    request.set_person(person);
    v1::ListCompletionsResponse response;
    EXPECT_TRUE(
        admin_.Call(&v1::CompletionService::Stub::ListCompletions, *admin_.completions, request, &response)
            .ok());
    return {response.completions().begin(), response.completions().end()};
  }

  // Everything that can be asked for, as text.
  std::vector<std::string> Snapshot(const std::vector<std::string>& people) {
    std::vector<std::string> texts;
    for (const v1::Person& person : Everybody()) texts.push_back(person.ShortDebugString());
    for (const std::string& name : people) {
      texts.push_back(Get(name).ShortDebugString());
      for (const v1::Assignment& assignment : AssignmentsOf(name)) {
        texts.push_back(assignment.ShortDebugString());
      }
      for (const v1::Completion& completion : Completions(name)) {
        texts.push_back(completion.ShortDebugString());
      }
    }
    v1::QueryComplianceRequest request;
    request.set_parent(kAlvnas);
    for (const v1::ComplianceRow& row : AllCompliance(admin_, request)) {
      texts.push_back(row.ShortDebugString());
    }
    return texts;
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(Merge, OneGoesOnWithEverythingOfBothAndTheFiguresCountOneHuman) {
  const std::string anna = Find("Anna"), annika = Find("Annika");
  const v1::Assignment done = AssignmentsOf(annika).at(0), open = AssignmentsOf(anna).at(0);
  Complete(done.name());

  const v1::MergePeopleResponse merged = MergeInto(anna, annika);
  EXPECT_EQ(merged.person().name(), anna);
  EXPECT_EQ(merged.person().given_name(), "Anna");
  EXPECT_EQ(merged.person().engagements_size(), 2);
  EXPECT_EQ(merged.engagements_moved(), 1);
  EXPECT_EQ(merged.assignments_moved(), 1);
  EXPECT_EQ(merged.completions_moved(), 1);
  EXPECT_EQ(merged.assignments_set_aside(), 1);

  EXPECT_EQ(Everybody().size(), 1u);
  const std::vector<v1::Assignment> now = AssignmentsOf(anna);
  ASSERT_EQ(now.size(), 1u);
  EXPECT_EQ(now[0].name(), done.name()) << "the module is done if either has done it";
  EXPECT_EQ(now[0].state(), v1::ASSIGNMENT_STATE_COMPLETED);
  const std::vector<v1::Assignment> aside = AssignmentsOf(annika);
  ASSERT_EQ(aside.size(), 1u);
  EXPECT_EQ(aside[0].name(), open.name());
  EXPECT_EQ(aside[0].state(), v1::ASSIGNMENT_STATE_WITHDRAWN);
  EXPECT_EQ(Completions(anna).size(), 1u);

  const v1::Person gone = Get(annika);
  EXPECT_EQ(gone.merged_into(), anna);
  EXPECT_EQ(gone.engagements_size(), 0);
  EXPECT_EQ(gone.given_name(), "");
  v1::QueryComplianceRequest request;
  request.set_parent(kAlvnas);
  for (const v1::ComplianceRow& row : AllCompliance(admin_, request)) EXPECT_LE(row.people(), 1);
}

TEST_F(Merge, BothCompletionsStay) {
  const std::string anna = Find("Anna"), annika = Find("Annika");
  Complete(AssignmentsOf(anna).at(0).name());
  server_.clock().SetDay(Date(2026, 11, 25));
  Complete(AssignmentsOf(annika).at(0).name());
  const v1::MergePeopleResponse merged = MergeInto(annika, anna);
  EXPECT_EQ(merged.completions_moved(), 1) << "the one that was done first counts";
  EXPECT_EQ(Completions().size(), 2u);
  EXPECT_EQ(Completions(annika).size(), 1u);
}

TEST_F(Merge, UndoneEverythingIsAsBefore) {
  const std::string anna = Find("Anna"), annika = Find("Annika");
  Complete(AssignmentsOf(annika).at(0).name());
  const std::vector<std::string> before = Snapshot({anna, annika});
  MergeInto(anna, annika);
  EXPECT_NE(Snapshot({anna, annika}), before);
  const v1::UndoMergePeopleResponse undone = Undo(annika);
  EXPECT_EQ(undone.person().name(), anna);
  EXPECT_EQ(undone.restored_person().name(), annika);
  EXPECT_EQ(undone.restored_person().given_name(), "Annika");
  EXPECT_EQ(Snapshot({anna, annika}), before);

  MergeInto(annika, anna);  // the other way round, again
  Undo(anna);
  EXPECT_EQ(Snapshot({anna, annika}), before);
}

TEST_F(Merge, TheSameFilesChangeNothingAndLaterOnesChangeTheOneWhoGoesOn) {
  const std::string anna = Find("Anna"), annika = Find("Annika");
  MergeInto(anna, annika);
  for (const auto& [source, row] :
       {std::pair("personal", Row("1", kOne, "Anna")), std::pair("bolag", Row("9", kTwo, "Annika"))}) {
    const v1::SyncRun run = Send(source, {row}, "2026-11-03");
    EXPECT_EQ(run.counts().engagements_unchanged(), 1) << source;
    EXPECT_EQ(run.counts().people_added(), 0) << source;
    EXPECT_EQ(run.counts().engagements_ended(), 0) << source;
  }
  Send("bolag", {Row("9", kTwo, "Annika"), Row("10", kTwo, "Annika")}, "2026-11-04");
  EXPECT_EQ(Get(anna).engagements_size(), 3);
  EXPECT_EQ(Get(annika).engagements_size(), 0);
  EXPECT_EQ(Everybody().size(), 1u);

  Undo(annika);
  EXPECT_EQ(Get(annika).engagements_size(), 1);
  EXPECT_EQ(Get(anna).engagements_size(), 2) << "what has come since stays";
  Send("bolag", {Row("9", kTwo, "Annika"), Row("10", kTwo, "Annika")}, "2026-11-04");
  EXPECT_EQ(Get(annika).engagements_size(), 2) << "until the source says it again";
  EXPECT_EQ(Get(anna).engagements_size(), 1);
}

TEST_F(Merge, WhatWasDoneSinceStaysWithWhomItWasDoneBy) {
  const std::string anna = Find("Anna"), annika = Find("Annika");
  MergeInto(annika, anna);
  // Of two open ones, the one who goes on has their own.
  const std::string own = AssignmentsOf(annika).at(0).name();
  Complete(own);
  Undo(anna);
  ASSERT_EQ(AssignmentsOf(annika).size(), 1u);
  EXPECT_EQ(AssignmentsOf(annika)[0].name(), own);
  EXPECT_EQ(AssignmentsOf(annika)[0].state(), v1::ASSIGNMENT_STATE_COMPLETED);
  ASSERT_EQ(AssignmentsOf(anna).size(), 1u);
  EXPECT_NE(AssignmentsOf(anna)[0].state(), v1::ASSIGNMENT_STATE_COMPLETED);
}

TEST_F(Merge, AnAssignmentThatWasDoneSinceStaysAndTheOtherGetsANewOne) {
  Send("personal", {Row("1", kOne, "Anna"), Row("2", kThree, "Ann", "", "N")}, "2026-11-03");
  const std::string ann = Find("Ann"), annika = Find("Annika");
  ASSERT_TRUE(AssignmentsOf(ann).empty()) << "nobody without a computer has any";
  const std::string moved = AssignmentsOf(annika).at(0).name();
  EXPECT_EQ(MergeInto(ann, annika).assignments_moved(), 1);
  EXPECT_EQ(Complete(moved).person(), ann);
  Undo(annika);

  ASSERT_EQ(AssignmentsOf(ann).size(), 1u);
  EXPECT_EQ(AssignmentsOf(ann)[0].name(), moved);
  EXPECT_EQ(Completions(ann).size(), 1u);
  ASSERT_EQ(AssignmentsOf(annika).size(), 1u);
  EXPECT_EQ(AssignmentsOf(annika)[0].state(), v1::ASSIGNMENT_STATE_NOT_YET_DUE);
  EXPECT_TRUE(Completions(annika).empty());
}

TEST_F(Merge, ACompletionAtTheSameTimeBelongsToWhoeverHasTheAssignment) {
  const std::string anna = Find("Anna"), annika = Find("Annika");
  const std::string own = AssignmentsOf(anna).at(0).name(), other = AssignmentsOf(annika).at(0).name();
  v1::RecordCompletionResponse response;
  std::thread caller([&] { TryComplete(other, &response); });
  for (int i = 0; i < 5; ++i) {
    MergeInto(anna, annika);
    Undo(annika);
  }
  MergeInto(anna, annika);
  caller.join();
  for (const std::string& person : {anna, annika}) {
    for (const v1::Completion& completion : Completions(person)) {
      bool has = false;
      for (const v1::Assignment& assignment : AssignmentsOf(person)) {
        has |= assignment.name() == completion.assignment();
      }
      EXPECT_TRUE(has) << completion.ShortDebugString();
    }
  }
  EXPECT_EQ(AssignmentsOf(anna).size() + AssignmentsOf(annika).size(), 2u) << own << " " << other;
}

TEST_F(Merge, AskedToValidateNothingChanges) {
  const std::string anna = Find("Anna"), annika = Find("Annika");
  Complete(AssignmentsOf(annika).at(0).name());
  const std::vector<std::string> before = Snapshot({anna, annika});
  v1::MergePeopleResponse told, merged;
  ASSERT_TRUE(TryMerge(anna, annika, &told, "same", true).ok());
  EXPECT_EQ(Snapshot({anna, annika}), before);
  ASSERT_TRUE(TryMerge(anna, annika, &merged, "same").ok()) << "the request id was not used up";
  EXPECT_EQ(told.engagements_moved(), merged.engagements_moved());
  EXPECT_EQ(told.assignments_moved(), merged.assignments_moved());
  EXPECT_EQ(told.completions_moved(), merged.completions_moved());
  EXPECT_EQ(told.assignments_set_aside(), merged.assignments_set_aside());
}

TEST_F(Merge, TheSameRequestIsDoneOnceAndAnsweredAlike) {
  const std::string anna = Find("Anna"), annika = Find("Annika");
  v1::MergePeopleResponse first, again;
  ASSERT_TRUE(TryMerge(anna, annika, &first, "merge").ok());
  ASSERT_TRUE(TryMerge(anna, annika, &again, "merge").ok());
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(ReasonOf(TryMerge(annika, anna, &again, "merge")), "REQUEST_ID_REUSED");

  v1::UndoMergePeopleResponse undone, undone_again;
  ASSERT_TRUE(TryUndo(annika, &undone, "undo").ok());
  ASSERT_TRUE(TryUndo(annika, &undone_again, "undo").ok());
  EXPECT_EQ(undone.SerializeAsString(), undone_again.SerializeAsString());
}

TEST_F(Merge, RefusalsSayWhat) {
  const std::string anna = Find("Anna"), annika = Find("Annika");
  const std::string nobody = absl::StrCat(kAlvnas, "/people/0000000000001");
  v1::MergePeopleResponse merged;
  v1::UndoMergePeopleResponse undone;
  grpc::Status status = TryMerge(anna, anna, &merged);
  EXPECT_EQ(ReasonOf(status), "INVALID_FIELD");
  EXPECT_THAT(FieldsOf(status), ElementsAre("merged_person"));
  EXPECT_EQ(ReasonOf(TryMerge(anna, nobody, &merged)), "PERSON_NOT_FOUND");
  EXPECT_EQ(ReasonOf(TryMerge(nobody, anna, &merged)), "PERSON_NOT_FOUND");
  EXPECT_EQ(ReasonOf(TryUndo(nobody, &undone)), "PERSON_NOT_FOUND");
  EXPECT_EQ(ReasonOf(TryUndo(annika, &undone)), "NOT_MERGED");

  MergeInto(anna, annika);
  status = TryMerge(annika, anna, &merged);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(status), "ALREADY_MERGED");
  EXPECT_EQ(ReasonOf(TryMerge(anna, annika, &merged)), "ALREADY_MERGED");
  EXPECT_EQ(ReasonOf(TryUndo(anna, &undone)), "NOT_MERGED");
}

TEST_F(Merge, ThreeRowsOfOneHumanAreTakenApartInAnyOrder) {
  Send("personal", {Row("1", kOne, "Anna"), Row("2", kThree, "Ann")}, "2026-11-03");
  const std::string anna = Find("Anna"), ann = Find("Ann"), annika = Find("Annika");
  Complete(AssignmentsOf(annika).at(0).name());
  const std::vector<std::string> before = Snapshot({anna, ann, annika});

  MergeInto(anna, ann);
  MergeInto(anna, annika);
  EXPECT_EQ(AssignmentsOf(anna).at(0).state(), v1::ASSIGNMENT_STATE_COMPLETED);
  Undo(ann);  // the first comes away first
  EXPECT_EQ(AssignmentsOf(anna).at(0).state(), v1::ASSIGNMENT_STATE_COMPLETED);
  Undo(annika);
  EXPECT_EQ(Snapshot({anna, ann, annika}), before);

  MergeInto(ann, annika);  // a chain
  MergeInto(anna, ann);
  EXPECT_EQ(Get(annika).merged_into(), anna);
  EXPECT_EQ(Everybody().size(), 1u);
  v1::UndoMergePeopleResponse undone;
  EXPECT_EQ(ReasonOf(TryUndo(annika, &undone)), "ALREADY_MERGED") << "the later merge comes first";
  Undo(ann);
  EXPECT_EQ(Get(annika).merged_into(), ann);
  EXPECT_EQ(AssignmentsOf(ann).at(0).state(), v1::ASSIGNMENT_STATE_COMPLETED);
  Undo(annika);
  EXPECT_EQ(Snapshot({anna, ann, annika}), before);
}

TEST_F(Merge, AProtectedIdentityOfOneIsProtectedForBoth) {
  Send("personal", {Row("1", kOne, "Anna"), Row("2", kThree, "Ann", "J")}, "2026-11-03");
  const std::string anna = Find("Anna");
  std::string ann;
  for (const v1::Person& person : Everybody()) {
    if (person.protected_identity()) ann = person.name();
  }
  const std::vector<std::string> before = Snapshot({anna, ann});
  MergeInto(anna, ann);
  EXPECT_TRUE(Get(anna).protected_identity());
  EXPECT_EQ(Get(anna).given_name(), "");
  Undo(ann);
  EXPECT_EQ(Snapshot({anna, ann}), before);

  MergeInto(anna, ann);
  Send("personal", {Row("1", kOne, "Anna"), Row("2", kThree, "Ann", "J")}, "2026-11-04");
  EXPECT_TRUE(Get(anna).protected_identity()) << "as the file says of one of the rows";
  EXPECT_EQ(Get(anna).engagements_size(), 2);
}

TEST_F(Merge, ARunFromBeforeTheMergeIsTakenBackFromTheOneWhoGoesOn) {
  const v1::SyncRun run = Send("bolag", {Row("9", kTwo, "Annika"), Row("10", kTwo, "Annika")}, "2026-11-03");
  const std::string anna = Find("Anna"), annika = Find("Annika");
  MergeInto(anna, annika);
  EXPECT_EQ(Get(anna).engagements_size(), 3);
  v1::RevertSyncRunRequest request;
  request.set_name(run.name());
  v1::RevertSyncRunResponse response;
  const grpc::Status status =
      admin_.Call(&v1::SyncRunService::Stub::RevertSyncRun, *admin_.sync_runs, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(Get(anna).engagements_size(), 2);
  Undo(annika);
  EXPECT_EQ(Get(annika).engagements_size(), 1);
  EXPECT_EQ(Get(annika).given_name(), "Annika");
}

}  // namespace
}  // namespace nanolearn::testing
