// Changes of who has to learn what: programmes, completions, assignments, links, people, lists.

#include <gmock/gmock.h>

#include <set>

#include "tests/integration/audit_changes.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;

}  // namespace

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
      Hex(server_.operations().env.keys.InUse().Hash("evidence", "Intyg som Bo Ek har visat"));
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

}  // namespace nanolearn::testing
