// Who has left is erased: who they were is nowhere any more, and what is counted stays.

#include "tests/integration/privacy_traces.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

constexpr const char* kPlanted[] = {"planteryd", "5557731", "plant7731", "planteringsvärd"};

TEST_F(Privacy, NobodyIsErasedWhoIsStillThere) {
  v1::ErasePersonResponse response;
  const grpc::Status status = TryErase(admin_, ture_, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(status), "PERSON_PRESENT");
  EXPECT_THAT(PlacesOf("planteryd"), Not(IsEmpty()));
}

TEST_F(Privacy, ErasingLeavesNothingOfWhoTheyWereAnywhere) {
  LetTureGo();
  for (const char* planted : kPlanted) EXPECT_THAT(PlacesOf(planted), Not(IsEmpty())) << planted;
  EXPECT_THAT(PlacesOf("planteryd"), Contains("sync_runs.summary")) << "a list had a row that could not be used";
  const v1::ErasePersonResponse response = Erase(absl::StrCat("personal:", kTuresKey));
  EXPECT_EQ(response.person(), ture_);
  for (const char* planted : kPlanted) EXPECT_THAT(PlacesOf(planted), IsEmpty()) << planted;
}

TEST_F(Privacy, ErasingKeepsFiguresCompletionsAndTheChain) {
  LetTureGo();
  const std::string figures = Figures();
  const int completions = Count("completions"), assignments = Count("assignments");
  EXPECT_EQ(Verify().difference_count(), 0);
  Erase(ture_);
  EXPECT_EQ(Figures(), figures);
  EXPECT_EQ(Count("completions"), completions);
  EXPECT_EQ(Count("assignments"), assignments);
  EXPECT_EQ(Verify().difference_count(), 0);
  EXPECT_EQ(ChainProblems(), 0u);
}

TEST_F(Privacy, FiguresStayWhenEverythingIsPlannedAnewAfterwards) {
  LetTureGo();
  const std::string figures = Figures();
  Erase(ture_);
  v1::RebuildComplianceRequest request;
  request.set_parent(kAlvnas);
  request.set_request_id("anew");
  v1::RebuildComplianceResponse response;
  ASSERT_TRUE(WaitFor([&] {
    EXPECT_TRUE(
        admin_.Call(&v1::ComplianceService::Stub::RebuildCompliance, *admin_.compliance, request, &response).ok());
    return response.done();
  }));
  EXPECT_EQ(Figures(), figures) << "also of the programme that was for a role";
  EXPECT_EQ(Verify().difference_count(), 0);
}

TEST_F(Privacy, ADryRunSaysWhatWouldGoAndChangesNothing) {
  LetTureGo();
  session_.Execute("DELETE FROM lesson_progress");  // which the server forgets by itself, sooner or later
  const v1::ErasePersonResponse would = Erase(ture_, "", true);
  EXPECT_THAT(PlacesOf("planteryd"), Not(IsEmpty()));
  const v1::ErasePersonResponse did = Erase(ture_);
  EXPECT_EQ(would.ShortDebugString(), did.ShortDebugString());
  std::map<std::string, int64_t> counts;
  for (const v1::Removed& removed : did.removed()) counts[removed.kind()] = removed.count();
  EXPECT_THAT(counts, Contains(Pair("identities", 1)));
  EXPECT_THAT(counts, Contains(Pair("mails", 2)));
  EXPECT_THAT(counts, Contains(Pair("grants", 1)));
}

TEST_F(Privacy, TheSameRequestAgainGivesTheSameAnswerAndOneEntry) {
  LetTureGo();
  const std::string key = absl::StrCat("personal:", kTuresKey);
  const v1::ErasePersonResponse first = Erase(key, "erase-1");
  const v1::ErasePersonResponse again = Erase(key, "erase-1");  // which nobody has any more
  EXPECT_EQ(first.ShortDebugString(), again.ShortDebugString());
  const std::vector<AuditEntry> entries = Entries("ErasePerson");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].person_id, IdOf(ture_));
  EXPECT_THAT(entries[0].details, Contains(Pair("identities", "1")));
}

TEST_F(Privacy, NobodyFindsSomebodyErased) {
  LetTureGo();
  Erase(ture_);
  v1::GetPersonRequest get;
  get.set_name(ture_);
  v1::Person person;
  EXPECT_EQ(ReasonOf(admin_.Call(&v1::PersonService::Stub::GetPerson, *admin_.people, get, &person)), "PERSON_ERASED");
  v1::ExportPersonResponse exported;
  EXPECT_EQ(ReasonOf(TryExport(admin_, ture_, &exported)), "PERSON_ERASED");
  EXPECT_EQ(ReasonOf(TryExport(admin_, kTuresEmail, &exported)), "PERSON_NOT_FOUND");
  v1::ErasePersonResponse erased;
  EXPECT_EQ(ReasonOf(TryErase(admin_, ture_, &erased)), "PERSON_ERASED");
  v1::ListPeopleRequest list;
  list.set_parent(kAlvnas);
  list.set_date("2026-11-05");
  v1::ListPeopleResponse people;
  ASSERT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, list, &people).ok());
  EXPECT_EQ(people.people_size(), 3) << "also of a day on which they were there";
  v1::ListAuditEntriesRequest audit;
  audit.set_parent(kAlvnas);
  audit.set_person(ture_);
  v1::ListAuditEntriesResponse entries;
  ASSERT_TRUE(admin_.Call(&v1::AuditService::Stub::ListAuditEntries, *admin_.audit, audit, &entries).ok());
  EXPECT_GT(entries.entries_size(), 0) << "the chain tells of the id for ever";
}

TEST_F(Privacy, SomebodyWhoComesBackIsANewPerson) {
  LetTureGo();
  Erase(ture_);
  SendText(absl::StrCat(ListOf({Anna(), Bo(), Cilla()}), TuresRow(kTuresEmail)), "2026-11-24");
  const std::string back = PersonCalled(kTuresEmail);
  EXPECT_NE(back, ture_);
  EXPECT_EQ(Verify().difference_count(), 0);
}

TEST_F(Privacy, TakingBackTheListThatLetThemGoDoesNotBringThemBack) {
  LetTureGo();
  Erase(ture_);
  v1::ListSyncRunsRequest list;
  list.set_parent(kAlvnas);
  v1::ListSyncRunsResponse runs;
  ASSERT_TRUE(admin_.Call(&v1::SyncRunService::Stub::ListSyncRuns, *admin_.sync_runs, list, &runs).ok());
  v1::RevertSyncRunRequest revert;
  revert.set_name(runs.runs(0).name());
  v1::RevertSyncRunResponse reverted;
  const grpc::Status status =
      admin_.Call(&v1::SyncRunService::Stub::RevertSyncRun, *admin_.sync_runs, revert, &reverted);
  ASSERT_TRUE(status.ok()) << status.error_message();
  for (const char* planted : {"planteryd", "planteringsvärd"}) EXPECT_THAT(PlacesOf(planted), IsEmpty()) << planted;
  EXPECT_EQ(Verify().difference_count(), 0);
  SendWithTure("2026-11-24", kTuresEmail);
  EXPECT_NE(PersonCalled(kTuresEmail), ture_);
}

TEST_F(Privacy, SomebodyToWhomMailsOfTheOrganisationGoIsNotErased) {
  LetTureGo();
  v1::UpdateSourceRequest request;
  request.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/personal"));
  request.mutable_source()->set_owner_email(kTuresEmail);
  request.mutable_update_mask()->add_paths("owner_email");
  v1::UpdateSourceResponse updated;
  ASSERT_TRUE(admin_.Call(&v1::SourceService::Stub::UpdateSource, *admin_.sources, request, &updated).ok());
  v1::ErasePersonResponse response;
  const grpc::Status status = TryErase(admin_, ture_, &response);
  EXPECT_EQ(ReasonOf(status), "ADDRESS_IN_SETTINGS");
  EXPECT_THAT(status.error_message(), HasSubstr("the owner of the source personal"));
}

TEST_F(Privacy, AnotherOrganisationKeepsWhatItKnows) {
  v1::CreateOrganisationRequest create;
  create.set_organisation_id("granne");
  create.mutable_organisation()->set_display_name("Granne");
  create.mutable_organisation()->set_time_zone("Europe/Stockholm");
  v1::Organisation made;
  ASSERT_TRUE(
      admin_.Call(&v1::OrganisationService::Stub::CreateOrganisation, *admin_.organisations, create, &made).ok());
  InWrite([&](WriteTransaction& tx, Id) {
    const Id other = tx.organisations().Find("granne")->id;
    tx.sources().Insert(other, {.id = 7, .name = "personal"});
    tx.people().Insert(other, {{std::string(32, 'i'), 70}}, server_.clock().Now());
    tx.people().InsertAttributes(other, {{71, 70, 7, {"Ture", "Planteryd", kTuresEmail, ""}, {kFirstDate, kNoEnd}}});
    tx.mails().Insert(other, {.id = 9, .about = "x", .recipient = kTuresEmail, .text = "Hej", .create_time = server_.clock().Now(),
                              .send_time = server_.clock().Now() + absl::Hours(1000)});
  });
  LetTureGo();
  Erase(ture_);
  EXPECT_THAT(PlacesOf("planteryd"), ::testing::UnorderedElementsAre("attribute_versions.family_name", "attribute_versions.email",
                                                                   "mails.recipient"));
}

TEST_F(Privacy, TwoWhoWereOneAreErasedTogether) {
  const std::string other =
      "9;19570330-3247;Ture;Planteryd;t.planteryd@bolag.example;;Vaktmästare;1004;HR;Tillsvidare;100;2020-01-01;;;;;J;\r\n";
  SendText(absl::StrCat(ListOf({Bo()}), other), "2026-11-04", "bolag");
  const std::string merged = PersonCalled("t.planteryd@bolag.example");
  v1::MergePeopleRequest request;
  request.set_name(ture_);
  request.set_merged_person(merged);
  v1::MergePeopleResponse response;
  ASSERT_TRUE(admin_.Call(&v1::PersonService::Stub::MergePeople, *admin_.people, request, &response).ok());
  Send({Bo()}, "2026-11-20", "bolag");
  LetTureGo();
  EXPECT_EQ(Export(merged)["merges"].size(), 1u);
  Erase(merged);
  for (const char* planted : kPlanted) EXPECT_THAT(PlacesOf(planted), IsEmpty()) << planted;
  EXPECT_EQ(Verify().difference_count(), 0);
  v1::UndoMergePeopleRequest undo;
  undo.set_name(merged);
  v1::UndoMergePeopleResponse undone;
  EXPECT_EQ(ReasonOf(admin_.Call(&v1::PersonService::Stub::UndoMergePeople, *admin_.people, undo, &undone)), "PERSON_ERASED");
}

}  // namespace
}  // namespace nanolearn::testing
