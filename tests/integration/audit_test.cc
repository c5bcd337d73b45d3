// Each change through the API is written down once, in the organisation's chain, and nothing personal with it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "service/rpc/method_access.h"
#include "tests/integration/audit_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

class AuditOfChanges : public AuditFixture {
 protected:
  void ChangeTokensAndGrants();
  void ChangeTheOrganisation();
  void ChangeProgrammes();
  void ChangeMails();
  void ChangeCompletions();
  void ChangeAssignments();
  void ChangeLinks();
  void ChangeReports();
  void ChangeSubscriptions();
  void ChangeThePeople();
  void DecideAboutLists();
  // `person` has left.
  void Forget(const std::string& person);

  // Sends a list twice with the same request id.
  v1::SyncRun SyncOnce(const std::vector<Employee>& employees, const std::string& effective) {
    const size_t before = Chain().size();
    const v1::SyncPeopleHeader header =
        HeaderFor("personal", "personal.csv", effective, absl::StrCat("list-", effective));
    v1::SyncPeopleResponse response;
    for (int i = 0; i < 2; ++i) {
      const grpc::Status status = admin_.Sync(header, ListOf(employees), &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      last_ = OneAdded(before, "SyncPeople");
    }
    EXPECT_EQ(last_.origin, AdminOrigin());
    EXPECT_EQ(last_.resource, response.run().name());
    EXPECT_EQ(last_.request_id, header.request_id());
    return response.run();
  }

  // The name of the run, which is held.
  std::string ApproveOnce(const v1::SyncRun& run) {
    v1::ApproveSyncRunRequest approve;
    approve.set_name(run.name());
    approve.set_request_id(absl::StrCat("approve-", run.effective_date()));
    Once(&v1::SyncRunService::Stub::ApproveSyncRun, *admin_.sync_runs, approve);
    EXPECT_EQ(last_.resource, run.name());
    EXPECT_THAT(last_.details, Contains(Pair("state", "APPLIED")));
    return run.name();
  }
};

void AuditOfChanges::ChangeTokensAndGrants() {
  v1::CreateTokenRequest token;
  token.set_parent(kAlvnas);
  token.mutable_token()->set_display_name("Kim Holm");
  token.mutable_token()->set_role(v1::ROLE_MANAGER);
  token.mutable_token()->set_unit(absl::StrCat(kAlvnas, "/units/KS"));
  token.set_request_id("token");
  const auto made = Once(&v1::TokenService::Stub::CreateToken, *admin_.tokens, token);
  EXPECT_EQ(last_.resource, made.token().name());
  EXPECT_EQ(last_.request_id, "token");
  EXPECT_THAT(last_.details, ElementsAre(Pair("role", "MANAGER"), Pair("unit", "KS")));

  v1::RotateTokenRequest rotated;
  rotated.set_name(made.token().name());
  rotated.set_request_id("rotation");
  Once(&v1::TokenService::Stub::RotateToken, *admin_.tokens, rotated);
  EXPECT_EQ(last_.resource, made.token().name());

  v1::RevokeTokenRequest revoked;
  revoked.set_name(made.token().name());
  Once(&v1::TokenService::Stub::RevokeToken, *admin_.tokens, revoked);
  EXPECT_EQ(last_.resource, made.token().name());

  v1::CreateAccessGrantRequest grant;
  grant.set_parent(kAlvnas);
  grant.mutable_access_grant()->set_email("kim.holm@alvnas.example");
  grant.mutable_access_grant()->set_role(v1::ROLE_AUDITOR);
  grant.set_request_id("grant");
  const auto given = Once(&v1::AccessGrantService::Stub::CreateAccessGrant, *admin_.access_grants, grant);
  EXPECT_EQ(last_.resource, given.name());
  EXPECT_THAT(last_.details, ElementsAre(Pair("role", "AUDITOR")));

  v1::RevokeAccessGrantRequest taken;
  taken.set_name(given.name());
  Once(&v1::AccessGrantService::Stub::RevokeAccessGrant, *admin_.access_grants, taken);
  EXPECT_EQ(last_.resource, given.name());

  v1::SetIdentityProviderRequest provider;
  provider.set_parent(kAlvnas);
  provider.mutable_identity_provider()->set_issuer("https://idp.example");
  provider.mutable_identity_provider()->set_client_id("nanolearn");
  provider.set_client_secret("hemlig");
  provider.set_request_id("provider");
  Once(&v1::IdentityProviderService::Stub::SetIdentityProvider, *admin_.identity_providers, provider);
  v1::DeleteIdentityProviderRequest gone;
  gone.set_parent(kAlvnas);
  gone.set_request_id("no-provider");
  Once(&v1::IdentityProviderService::Stub::DeleteIdentityProvider, *admin_.identity_providers, gone);
}

void AuditOfChanges::ChangeTheOrganisation() {
  v1::GetOrganisationRequest get;
  get.set_name(kAlvnas);
  v1::UpdateOrganisationRequest update;
  ASSERT_TRUE(admin_
                  .Call(&v1::OrganisationService::Stub::GetOrganisation, *admin_.organisations, get,
                        update.mutable_organisation())
                  .ok());
  update.mutable_organisation()->set_display_name("Kim Holms kommun");
  update.mutable_organisation()->set_contact_email("kim.holm@alvnas.example");
  update.mutable_organisation()->set_min_group_size(2);
  for (const char* field : {"display_name", "contact_email", "min_group_size"}) {
    update.mutable_update_mask()->add_paths(field);
  }
  Once(&v1::OrganisationService::Stub::UpdateOrganisation, *admin_.organisations, update);
  EXPECT_EQ(last_.resource, kAlvnas);
  EXPECT_THAT(last_.details, ElementsAre(Pair("contact_email", "set"), Pair("display_name", "set"),
                                         Pair("min_group_size", "2"), Pair("version", "2")));

  v1::ImportUnitsRequest units;
  units.set_parent(kAlvnas);
  units.set_content(ReadTestData("organisation.csv"));
  units.set_file_name("organisation.csv");
  units.set_effective_date("2026-11-10");
  units.set_request_id("units");
  Once(&v1::UnitService::Stub::ImportUnits, *admin_.units, units);
  EXPECT_EQ(last_.resource, kAlvnas);
  EXPECT_THAT(last_.details, Contains(Pair("added", "0")));

  v1::UpdateSourceRequest source;
  source.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/personal"));
  source.mutable_source()->set_owner_email("kim.holm@alvnas.example");
  source.mutable_source()->mutable_guards()->set_few_leavers(0);
  source.mutable_update_mask()->add_paths("owner_email");
  source.mutable_update_mask()->add_paths("guards.few_leavers");
  source.set_request_id("source");
  Once(&v1::SourceService::Stub::UpdateSource, *admin_.sources, source);
  EXPECT_EQ(last_.resource, source.source().name());
  EXPECT_THAT(last_.details, ElementsAre(Pair("guards.few_leavers", "0"), Pair("owner_email", "set"),
                                         Pair("version", "2")));
}

void AuditOfChanges::ChangeProgrammes() {
  v1::PublishModuleRequest module;
  module.set_parent(kAlvnas);
  for (const auto& [path, content] : Lesson("Kim Holms lektion")) {
    v1::ModuleFile* file = module.add_files();
    file->set_path(path);
    file->set_content(content);
  }
  module.set_request_id("module");
  Once(&v1::ModuleService::Stub::PublishModule, *admin_.modules, module);
  EXPECT_EQ(last_.resource, absl::StrCat(kAlvnas, "/modules/bild"));
  EXPECT_THAT(last_.details, ElementsAre(Pair("revision", "2")));

  v1::CreateProgrammeRequest programme;
  programme.set_parent(kAlvnas);
  programme.set_programme_id("second");
  programme.mutable_programme()->set_display_name("Kim Holms program");
  programme.mutable_programme()->add_modules(absl::StrCat(kAlvnas, "/modules/rutin"));
  programme.mutable_programme()->add_audience()->add_kinds(v1::ENGAGEMENT_KIND_MANDATE);
  programme.mutable_programme()->set_open_date("2026-11-02");
  programme.mutable_programme()->set_days_to_complete(30);
  programme.set_request_id("programme");
  const auto created = Once(&v1::ProgrammeService::Stub::CreateProgramme, *admin_.programmes, programme);
  EXPECT_EQ(last_.resource, created.name());

  v1::UpdateProgrammeRequest update;
  update.mutable_programme()->set_name(created.name());
  update.mutable_programme()->set_display_name("Holm");
  update.mutable_update_mask()->add_paths("display_name");
  update.set_request_id("programme-update");
  Once(&v1::ProgrammeService::Stub::UpdateProgramme, *admin_.programmes, update);
  EXPECT_EQ(last_.resource, created.name());
  EXPECT_THAT(last_.details, Contains(Pair("fields", "display_name")));
  EXPECT_THAT(last_.details, Contains(Pair("version", "2")));
}

void AuditOfChanges::ChangeMails() {
  v1::UpdateMailTemplateRequest update;
  update.set_parent(kAlvnas);
  update.mutable_template_()->set_kind(v1::MAIL_TEMPLATE_KIND_INVITATION);
  update.mutable_template_()->set_language("sv");
  update.mutable_template_()->set_subject("Kim Holm hälsar");
  update.mutable_template_()->set_body("{{greeting}}\n\nEgna ord.\n\n{{link}}\n");
  Once(&v1::MailService::Stub::UpdateMailTemplate, *admin_.mails, update);
  EXPECT_THAT(last_.details, ElementsAre(Pair("kind", "INVITATION"), Pair("language", "sv")));

  v1::ResetMailTemplateRequest reset;
  reset.set_parent(kAlvnas);
  reset.set_kind(v1::MAIL_TEMPLATE_KIND_INVITATION);
  reset.set_language("sv");
  Once(&v1::MailService::Stub::ResetMailTemplate, *admin_.mails, reset);

  const Id person = IdOf(PersonOf("Bo"));
  const Mail mail{.id = server_.operations().env.ids.Next(),
                  .about = "lessons",
                  .recipient = "bo@alvnas.example",
                  .subject = "Lektioner",
                  .text = "Hej Bo",
                  .create_time = server_.clock().Now(),
                  .kind = MailKind::kLessons,
                  .person_id = person};
  const absl::Status failed = server_.operations().env.store.Write([&](WriteTransaction& tx) {
    const Id organisation = tx.organisations().Find("alvnas")->id;
    tx.mails().Insert(organisation, mail);
    tx.mails().SetFailed(organisation, mail.id, server_.clock().Now(), "550 no such user");
    return absl::OkStatus();
  });
  ASSERT_TRUE(failed.ok()) << failed;
  v1::RetryMailRequest retry;
  retry.set_name(absl::StrCat(kAlvnas, "/mails/", FormatId(mail.id)));
  Once(&v1::MailService::Stub::RetryMail, *admin_.mails, retry);
  EXPECT_EQ(last_.resource, retry.name());
  EXPECT_EQ(last_.person_id, person);
}

void AuditOfChanges::ChangeCompletions() {
  const std::string assignment = AssignmentOf("Bo", "kurs");
  v1::RecordCompletionRequest record;
  record.set_assignment(assignment);
  record.set_evidence("Intyg som Bo Ek har visat");
  record.set_request_id("completion");
  const auto recorded = Once(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, record);
  EXPECT_EQ(last_.resource, recorded.completion().name());
  EXPECT_EQ(last_.person_id, IdOf(recorded.completion().person()));
  EXPECT_EQ(last_.request_id, "completion");
  const std::string hash =
      Hex(server_.operations().env.identity_key.Hash("evidence", "Intyg som Bo Ek har visat"));
  EXPECT_THAT(last_.details,
              ElementsAre(Pair("assignment", FormatId(IdOf(assignment))),
                          Pair("complete_time", "2026-11-24T11:00:00.000000Z"), Pair("evidence_hash", hash),
                          Pair("late", "false"), Pair("module", "kurs"), Pair("revision", "1")));

  v1::VoidCompletionRequest voided;
  voided.set_name(recorded.completion().name());
  voided.set_reason("Intyget var Annas");
  voided.set_request_id("void");
  Once(&v1::CompletionService::Stub::VoidCompletion, *admin_.completions, voided);
  EXPECT_EQ(last_.resource, recorded.completion().name());
  EXPECT_EQ(last_.person_id, IdOf(recorded.completion().person()));
  EXPECT_THAT(last_.details, Contains(Pair("reason_bytes", "17")));

  v1::BatchRecordCompletionsRequest batch;
  batch.set_parent(kAlvnas);
  batch.add_requests()->set_assignment(AssignmentOf("Bo", "rutin"));
  batch.mutable_requests(0)->set_request_id("batch");
  Once(&v1::CompletionService::Stub::BatchRecordCompletions, *admin_.completions, batch, "RecordCompletion");

  v1::ImportCompletionsRequest import;
  import.set_parent(kAlvnas);
  v1::PersonCompletion& row = *import.add_completions();
  row.set_person(PersonOf("Cilla"));
  row.set_module(absl::StrCat(kAlvnas, "/modules/kurs"));
  row.set_date("2026-11-20");
  row.set_evidence("Cilla Ek var där");
  Once(&v1::CompletionService::Stub::ImportCompletions, *admin_.completions, import, "RecordCompletion");
  EXPECT_THAT(last_.details, Contains(Pair("complete_time", "2026-11-20T11:00:00.000000Z")));
}

void AuditOfChanges::ChangeAssignments() {
  const std::string bos = AssignmentOf("Bo"), cillas = AssignmentOf("Cilla");
  const size_t before = Chain().size();
  v1::WaiveAssignmentsRequest waive;
  waive.set_parent(kAlvnas);
  waive.add_assignments(bos);
  waive.add_assignments(cillas);
  waive.set_until_date("2027-01-31");
  waive.set_reason("Sjukskriven");
  waive.set_request_id("waiver");
  for (int i = 0; i < 2; ++i) {
    v1::WaiveAssignmentsResponse response;
    EXPECT_TRUE(
        admin_.Call(&v1::AssignmentService::Stub::WaiveAssignments, *admin_.assignments, waive, &response)
            .ok());
  }
  const std::vector<AuditEntry> chain = Chain();
  ASSERT_EQ(chain.size(), before + 2) << "one for each assignment";
  EXPECT_EQ((std::set<std::string>{chain[before].resource, chain[before + 1].resource}),
            (std::set<std::string>{bos, cillas}));
  EXPECT_EQ(chain[before].action, "WaiveAssignments");
  EXPECT_EQ(chain[before].origin, AdminOrigin());
  EXPECT_NE(chain[before].person_id, chain[before + 1].person_id);
  EXPECT_THAT(chain[before].details, Contains(Pair("until_date", "2027-01-31")));
  EXPECT_THAT(chain[before].details, Contains(Pair("reason_bytes", "11")));

  v1::EndExceptionRequest end;
  end.set_name(bos);
  end.set_request_id("end");
  Once(&v1::AssignmentService::Stub::EndException, *admin_.assignments, end);
  EXPECT_EQ(last_.resource, bos);
  EXPECT_THAT(last_.details, Contains(Pair("kind", "WAIVER")));

  v1::ExtendAssignmentsRequest extend;
  extend.set_parent(kAlvnas);
  extend.add_assignments(bos);
  extend.set_due_date("2026-12-24");
  extend.set_reason("Sjukskriven");
  extend.set_request_id("extension");
  Once(&v1::AssignmentService::Stub::ExtendAssignments, *admin_.assignments, extend);
  EXPECT_EQ(last_.resource, bos);
  EXPECT_THAT(last_.details, Contains(Pair("due_date", "2026-12-24")));
}

void AuditOfChanges::ChangeLinks() {
  const std::string anna = PersonOf("Anna");
  v1::CreateLinkRequest create;
  create.set_assignment(AssignmentOf("Anna"));
  const auto link = Once(&v1::LinkService::Stub::CreateLink, *admin_.links, create);
  EXPECT_EQ(last_.resource, link.name());
  EXPECT_EQ(last_.person_id, IdOf(anna));

  v1::RevokeLinksRequest revoke;
  revoke.set_parent(kAlvnas);
  revoke.set_person(anna);
  Once(&v1::LinkService::Stub::RevokeLinks, *admin_.links, revoke);
  EXPECT_EQ(last_.resource, anna);
  EXPECT_EQ(last_.person_id, IdOf(anna));
  EXPECT_THAT(last_.details, ElementsAre(Pair("revoked", "1")));
}

void AuditOfChanges::ChangeReports() {
  v1::CreateReportRequest report;
  report.set_parent(kAlvnas);
  report.mutable_report()->set_kind(v1::REPORT_KIND_BOARD);
  report.mutable_report()->set_unit(absl::StrCat(kAlvnas, "/units/1004"));
  report.mutable_report()->set_period("2026-Q4");
  report.set_request_id("report");
  const auto made = Once(&v1::ReportService::Stub::CreateReport, *admin_.reports, report);
  EXPECT_EQ(last_.resource, made.name());
  EXPECT_THAT(last_.details, ElementsAre(Pair("kind", "BOARD"), Pair("language", "sv"),
                                         Pair("period", "2026-Q4"), Pair("unit", "1004")));

  v1::SetReportScheduleRequest schedule;
  schedule.mutable_schedule()->set_name(absl::StrCat(kAlvnas, "/reportSchedules/board"));
  schedule.mutable_schedule()->set_kind(v1::REPORT_KIND_BOARD);
  schedule.mutable_schedule()->set_unit(absl::StrCat(kAlvnas, "/units/1004"));
  schedule.mutable_schedule()->set_every(v1::REPORT_INTERVAL_QUARTER);
  schedule.mutable_schedule()->set_days_after(5);
  schedule.mutable_schedule()->add_recipients("kim.holm@alvnas.example");
  schedule.set_request_id("schedule");
  Once(&v1::ReportService::Stub::SetReportSchedule, *admin_.reports, schedule);
  EXPECT_EQ(last_.resource, schedule.schedule().name());
  EXPECT_THAT(last_.details, Contains(Pair("recipients", "1")));

  v1::DeleteReportScheduleRequest remove;
  remove.set_name(schedule.schedule().name());
  Once(&v1::ReportService::Stub::DeleteReportSchedule, *admin_.reports, remove);
  EXPECT_EQ(last_.resource, remove.name());
}

void AuditOfChanges::ChangeSubscriptions() {
  using Stub = v1::SubscriptionService::Stub;
  const std::string name = absl::StrCat(kAlvnas, "/subscriptions/larm");
  v1::CreateSubscriptionRequest create;
  create.set_parent(kAlvnas);
  create.mutable_subscription()->set_name(name);
  create.mutable_subscription()->set_kind(v1::SUBSCRIPTION_KIND_WEBHOOK);
  create.mutable_subscription()->set_url("https://127.0.0.1:1/hemlig-del");
  create.mutable_subscription()->add_event_types(v1::EVENT_TYPE_SYNC_HELD);
  create.set_request_id("subscription");
  Once(&Stub::CreateSubscription, *admin_.subscriptions, create);
  EXPECT_EQ(last_.resource, name);
  EXPECT_THAT(last_.details, Contains(Pair("host", "127.0.0.1")));

  v1::UpdateSubscriptionRequest update;
  update.mutable_subscription()->set_name(name);
  update.mutable_subscription()->set_state(v1::SUBSCRIPTION_STATE_PAUSED);
  update.mutable_update_mask()->add_paths("state");
  update.set_request_id("pause");
  Once(&Stub::UpdateSubscription, *admin_.subscriptions, update);
  EXPECT_THAT(last_.details, Contains(Pair("state", "PAUSED")));

  v1::ReplaySubscriptionRequest replay;
  replay.set_name(name);
  replay.set_sequence(1);
  replay.set_request_id("replay");
  Once(&Stub::ReplaySubscription, *admin_.subscriptions, replay);
  EXPECT_THAT(last_.details, Contains(Pair("from_sequence", "1")));

  const size_t before = Chain().size();
  v1::TestSubscriptionRequest test;
  test.set_name(name);
  v1::TestSubscriptionResponse tested;
  EXPECT_TRUE(admin_.Call(&Stub::TestSubscription, *admin_.subscriptions, test, &tested).ok());
  EXPECT_EQ(OneAdded(before, "TestSubscription").resource, name);

  v1::DeleteSubscriptionRequest remove;
  remove.set_name(name);
  remove.set_request_id("delete");
  Once(&Stub::DeleteSubscription, *admin_.subscriptions, remove);
  EXPECT_EQ(last_.resource, name);
}

void AuditOfChanges::ChangeThePeople() {
  const std::string bo = PersonOf("Bo"), cilla = PersonOf("Cilla");
  v1::MergePeopleRequest merge;
  merge.set_name(bo);
  merge.set_merged_person(cilla);
  merge.set_request_id("merge");
  Once(&v1::PersonService::Stub::MergePeople, *admin_.people, merge);
  EXPECT_EQ(last_.resource, bo);
  EXPECT_EQ(last_.person_id, IdOf(bo));
  EXPECT_THAT(last_.details, Contains(Pair("merged_person", FormatId(IdOf(cilla)))));

  v1::UndoMergePeopleRequest undo;
  undo.set_name(cilla);
  undo.set_request_id("undo");
  Once(&v1::PersonService::Stub::UndoMergePeople, *admin_.people, undo);
  EXPECT_EQ(last_.person_id, IdOf(bo));
  EXPECT_THAT(last_.details, Contains(Pair("merged_person", FormatId(IdOf(cilla)))));
}

void AuditOfChanges::DecideAboutLists() {
  using Stub = v1::SyncRunService::Stub;
  v1::RejectSyncRunRequest reject;
  reject.set_name(SyncOnce({Anna()}, "2026-11-11").name());
  EXPECT_THAT(last_.details, Contains(Pair("state", "HELD")));
  EXPECT_THAT(last_.details, Contains(Pair("source", "personal")));
  reject.set_request_id("reject");
  Once(&Stub::RejectSyncRun, *admin_.sync_runs, reject);
  EXPECT_EQ(last_.resource, reject.name());

  const std::string without_cilla = ApproveOnce(SyncOnce({Anna(), Bo()}, "2026-11-12"));
  EXPECT_THAT(last_.details, Contains(Pair("leaves", "1")));
  v1::RevertSyncRunRequest revert;
  revert.set_name(without_cilla);
  revert.set_request_id("revert");
  Once(&Stub::RevertSyncRun, *admin_.sync_runs, revert);
  EXPECT_EQ(last_.resource, without_cilla);
  EXPECT_THAT(last_.details, Contains(Pair("state", "REVERTED")));
  ApproveOnce(SyncOnce({Anna(), Bo()}, "2026-11-13"));
}

void AuditOfChanges::Forget(const std::string& person) {
  v1::SetRetentionRequest retention;
  retention.set_parent(kAlvnas);
  retention.set_months_after_leaving(36);
  retention.set_request_id("retention");
  Once(&v1::PrivacyService::Stub::SetRetention, *admin_.privacy, retention);

  v1::ErasePersonRequest erase;
  erase.set_parent(kAlvnas);
  erase.set_person(person);
  erase.set_request_id("erasure");
  Once(&v1::PrivacyService::Stub::ErasePerson, *admin_.privacy, erase);
  EXPECT_EQ(last_.person_id, IdOf(person));
}

TEST_F(AuditOfChanges, HasOneEntryForEachMethodThatChangesSomethingAndNothingPersonal) {
  const std::string cilla = PersonOf("Cilla");
  ChangeTokensAndGrants();
  ChangeTheOrganisation();
  ChangeProgrammes();
  ChangeMails();
  ChangeCompletions();
  ChangeAssignments();
  ChangeLinks();
  ChangeReports();
  ChangeSubscriptions();
  ChangeThePeople();
  DecideAboutLists();
  Forget(cilla);
  v1::RebuildComplianceRequest rebuild;
  rebuild.set_parent(kAlvnas);
  rebuild.set_request_id("rebuild");
  Once(&v1::ComplianceService::Stub::RebuildCompliance, *admin_.compliance, rebuild);

  std::set<std::string> actions;
  for (const AuditEntry& entry : Chain()) {
    actions.insert(entry.action);
    std::string said = entry.resource;
    for (const auto& [name, value] : entry.details) absl::StrAppend(&said, " ", name, "=", value);
    // Ids are in small letters.
    for (const char* personal : {"Anna", "Bo", "Cilla", "Ek", "Kim", "Holm", "@", "alvnas.example", "661208",
                                 "Intyg", "Sjuk", "hemlig", "Nätfiske"}) {
      EXPECT_THAT(said, Not(HasSubstr(personal))) << entry.action;
    }
  }
  // What these record is in entries of RecordCompletion.
  const std::set<std::string> together = {"AttestSession", "BatchRecordCompletions", "ImportCompletions"};
  for (const rpc::MethodAccess& access : rpc::MethodTable()) {
    const std::string method(access.method);
    if (access.trace != rpc::Trace::kChange || together.contains(method)) continue;
    EXPECT_TRUE(actions.contains(method)) << method << " leaves no entry";
  }
}

TEST_F(AuditOfChanges, OfANewOrganisationBeginsItsOwnChain) {
  CreateOrganisation(admin_, "bergby");
  const std::vector<AuditEntry> chain = Chain("bergby");
  ASSERT_EQ(chain.size(), 1u);
  EXPECT_EQ(chain[0].action, "CreateOrganisation");
  EXPECT_EQ(chain[0].resource, "organisations/bergby");
  EXPECT_EQ(chain[0].origin, AdminOrigin());
}

TEST_F(AuditOfChanges, OfTheInstallationBeginsWithItsFirstToken) {
  const std::vector<AuditEntry> chain = Chain("");
  ASSERT_FALSE(chain.empty());
  EXPECT_EQ(chain[0].action, "CreateToken");
  EXPECT_EQ(chain[0].resource, absl::StrCat("tokens/", FormatId(TokenId(server_.admin_token()))));
  EXPECT_EQ(chain[0].origin, AuditOrigin()) << "the server's own";
}

TEST_F(AuditOfChanges, HasNothingOfWhatWasOnlyLookedAtBeforehand) {
  const size_t before = Chain().size();
  v1::MergePeopleRequest merge;
  merge.set_name(PersonOf("Bo"));
  merge.set_merged_person(PersonOf("Cilla"));
  merge.set_validate_only(true);
  v1::MergePeopleResponse response;
  ASSERT_TRUE(admin_.Call(&v1::PersonService::Stub::MergePeople, *admin_.people, merge, &response).ok());
  v1::SyncPeopleHeader header = HeaderFor("personal", "personal.csv", "2026-11-11");
  header.set_validate_only(true);
  v1::SyncPeopleResponse run;
  ASSERT_TRUE(admin_.Sync(header, ListOf({Anna(), Bo()}), &run).ok());
  EXPECT_THAT(Entries("MergePeople"), IsEmpty());
  EXPECT_EQ(Entries("SyncPeople").size(), 1u) << "the list that the fixture sent";
  EXPECT_GE(Chain().size(), before);
}

}  // namespace
}  // namespace nanolearn::testing
