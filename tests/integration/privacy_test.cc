// What is known of one person: given out, and taken away.

#include "tests/integration/privacy_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

class Privacy : public PrivacyFixture {
 protected:
  Privacy() { LeaveTraces(); }

  // Something in every table that may know of somebody.
  void LeaveTraces() {
    Walk(CodeOf("Bo"));
    const std::string done = AssignmentIn("first", "rutin");
    Walk(LinkTo(done).code());
    RecordCourse(AssignmentIn("first", "kurs"));
    const std::string begun = LinkTo(AssignmentIn("first", "bild")).code();
    EXPECT_TRUE(lessons().Start(begun).ok());
    Waive(AssignmentIn("first", "bild"), "Ture Planteryd är sjuk");
    TakeBack();
    Grant();
    Post();
  }

  std::string AssignmentIn(const std::string& programme, const std::string& module) {
    v1::ListAssignmentsRequest request;
    request.set_person(ture_);
    request.set_programme(absl::StrCat(kAlvnas, "/programmes/", programme));
    request.set_module(absl::StrCat(kAlvnas, "/modules/", module));
    const std::vector<v1::Assignment> found = AllAssignments(admin_, request);
    EXPECT_EQ(found.size(), 1u) << programme << " " << module;
    return found.empty() ? "" : found[0].name();
  }

  void RecordCourse(const std::string& assignment) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignment);
    request.set_evidence("Intyg för Ture Planteryd, PLANT7731");
    v1::RecordCompletionResponse response;
    const grpc::Status status =
        admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    course_ = response.completion().name();
  }

  void Waive(const std::string& assignment, const std::string& reason) {
    v1::WaiveAssignmentsRequest request;
    request.set_parent(kAlvnas);
    request.add_assignments(assignment);
    request.set_until_date("2026-11-15");
    request.set_reason(reason);
    v1::WaiveAssignmentsResponse response;
    const grpc::Status status =
        admin_.Call(&v1::AssignmentService::Stub::WaiveAssignments, *admin_.assignments, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  void TakeBack() {
    v1::VoidCompletionRequest request;
    request.set_name(course_);
    request.set_reason("Ture Planteryd var inte där");
    v1::Completion response;
    const grpc::Status status =
        admin_.Call(&v1::CompletionService::Stub::VoidCompletion, *admin_.completions, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  void Grant() {
    v1::CreateAccessGrantRequest request;
    request.set_parent(kAlvnas);
    request.mutable_access_grant()->set_email(kTuresEmail);
    request.mutable_access_grant()->set_role(v1::ROLE_AUDITOR);
    v1::AccessGrant response;
    EXPECT_TRUE(
        admin_.Call(&v1::AccessGrantService::Stub::CreateAccessGrant, *admin_.access_grants, request, &response).ok());
  }

  // Mails, sessions and what is known of reaching somebody.
  void Post() {
    const absl::Time now = server_.clock().Now();
    const Id ture = IdOf(ture_);
    InWrite([&](WriteTransaction& tx, Id org) {
      tx.contacts().SetLanguage(org, ture, "en");
      tx.contacts().SetUnreachable(org, ture, kTuresEmail, "550 ture.planteryd is unknown", now);
      tx.mails().Insert(org, {.id = 1,
                              .about = "sign-in 1",
                              .recipient = kTuresEmail,
                              .subject = "Hej Ture Planteryd",
                              .text = "Din kod",
                              .create_time = now,
                              .send_time = now + absl::Hours(1000),
                              .kind = MailKind::kAccess});
      tx.mails().Insert(org, {.id = 2,
                              .about = "link 1",
                              .recipient = kTuresEmail,
                              .subject = "Lektioner",
                              .text = "Hej Ture Planteryd",
                              .create_time = now,
                              .send_time = now + absl::Hours(1000),
                              .kind = MailKind::kLessons,
                              .person_id = ture});
      tx.sign_ins().InsertLink(std::string(32, 'l'), {org, kTuresEmail, "sv", now + absl::Hours(1000)});
      tx.sign_ins().InsertSession({1, org, kTuresEmail, "sv", now, now + absl::Hours(1000)}, std::string(32, 's'));
    });
    session_.Execute("UPDATE mail_templates SET updated_by = ?", {std::string(kTuresEmail)});
    session_.Execute("UPDATE assignment_exceptions SET created_by = ?", {std::string(kTuresEmail)});
  }

  std::string course_;  // the name of the completion
};

constexpr const char* kPlanted[] = {"planteryd", "5557731", "plant7731", "planteringsvärd"};

TEST_F(Privacy, AnExportHasEverythingThatIsKnown) {
  const nlohmann::json record = Export("personal:PLANT7731");
  EXPECT_EQ(record["organisation"], "Älvnäs");
  EXPECT_EQ(record["person"], ture_.substr(ture_.rfind('/') + 1));
  const std::string all = record.dump();
  for (const char* planted : {"Planteryd", "070-5557731", "PLANT7731", "Planteringsvärd", kTuresEmail}) {
    EXPECT_THAT(all, HasSubstr(planted));
  }
  for (const char* section : {"names", "engagements", "programmes", "assignments", "completions", "exceptions", "lessons", "links",
                              "mails", "contact", "grants", "sessions", "audit"}) {
    EXPECT_THAT(record[section], Not(IsEmpty())) << section;
  }
  EXPECT_EQ(record["identities"], 1);
  EXPECT_EQ(record["assignments"].size(), 4u);
  EXPECT_THAT(all, HasSubstr("Intyg för Ture Planteryd"));
  EXPECT_THAT(all, HasSubstr("Ture Planteryd är sjuk"));
  EXPECT_THAT(all, HasSubstr("Ture Planteryd var inte där"));
  EXPECT_THAT(all, Not(HasSubstr("19640823"))) << "a personnummer is known as a keyed hash alone";
  EXPECT_THAT(all, Not(HasSubstr("bo@"))) << "nothing of others";
}

TEST_F(Privacy, AnExportGivesNoAccess) {
  const std::string code = LinkTo(AssignmentIn("first", "bild")).code();
  const std::string all = Export(ture_).dump();
  EXPECT_THAT(all, Not(HasSubstr(code)));
  EXPECT_THAT(all, Not(HasSubstr("Din kod"))) << "what is in a mail that gives access";
}

TEST_F(Privacy, ThatSomebodyWasExportedIsInTheAuditUnderTheirId) {
  Export(kTuresEmail);
  const AuditEntry entry = Chain().back();
  EXPECT_EQ(entry.action, "ExportPerson");
  EXPECT_EQ(entry.person_id, IdOf(ture_)) << "also when they were asked for by their address";
  EXPECT_THAT(entry.resource, Not(HasSubstr("ture")));
}

TEST_F(Privacy, WhoMayExportAndErase) {
  v1::ExportPersonResponse exported;
  EXPECT_TRUE(TryExport(WithRole(v1::ROLE_HR), ture_, &exported).ok());
  EXPECT_EQ(ReasonOf(TryExport(WithRole(v1::ROLE_AUDITOR), ture_, &exported)), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(TryExport(WithRole(v1::ROLE_HR, "KS"), ture_, &exported)), "OUTSIDE_UNIT");
  v1::ErasePersonResponse erased;
  EXPECT_EQ(ReasonOf(TryErase(WithRole(v1::ROLE_HR), ture_, &erased)), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(TryErase(WithRole(v1::ROLE_ADMIN, "KS"), ture_, &erased)), "OUTSIDE_UNIT");
}

TEST_F(Privacy, AProtectedIdentityIsExportedByAnAdminWhoSaysSo) {
  SendWithTure("2026-11-05", kTuresEmail, "J");
  v1::ExportPersonResponse response;
  const grpc::Status refused = TryExport(WithRole(v1::ROLE_HR), ture_, &response, true);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(ReasonOf(refused), "PROTECTED_IDENTITY");
  const grpc::Status unasked = TryExport(admin_, ture_, &response);
  EXPECT_EQ(unasked.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(unasked.error_message(), HasSubstr("hand it to nobody but the person"));
  EXPECT_TRUE(TryExport(admin_, ture_, &response, true).ok());
  EXPECT_THAT(response.json(), HasSubstr("Planteryd"));
}

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
