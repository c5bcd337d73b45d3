#include "tests/integration/one_of_each.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/domain/resource_name.h"

namespace nanolearn::testing {
namespace {

constexpr int64_t kUploadBytes = 1000;

// The answer to a call that must go well.
template <typename Stub, typename Request, typename Response>
Response Answer(const TestClient& client, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                Stub& stub, const Request& request) {
  Response response;
  const grpc::Status status = client.Call(method, stub, request, &response);
  EXPECT_TRUE(status.ok()) << Request::descriptor()->name() << ": " << status.error_message();
  return response;
}

template <typename Request>
Request OfTheirs() {
  Request request;
  request.set_parent(kAlvnas);
  return request;
}

}  // namespace

std::string RequestIdOf(const std::string& method) { return absl::StrCat("apart-", method); }

OneOfEach::OneOfEach() : admin_(server_.Admin()) {
  LoadDemo(admin_);
  CreateOrganisation(admin_, "grannby");
  our_token_ = CreateToken(admin_, v1::ROLE_ADMIN, "", kOurs);
  theirs_ = {{"Organisation", kAlvnas}, {"Unit", absl::StrCat(kAlvnas, "/units/VON")}, {"Key", "keys/1"}};
  AddModules();
  AddOurPeople();
  AddWork();
  AddAccess();
  AddReports();
  AddMail();
  AddUpload();
}

// Two that ours have under the same names, and one that they alone have.
void OneOfEach::AddModules() {
  PublishModule(admin_, "incident", kOurs);
  PublishModule(admin_, "phishing");
  theirs_["OtherModule"] = absl::StrCat(kAlvnas, "/modules/phishing");
  theirs_["ModuleRevision"] = absl::StrCat(theirs_["OtherModule"], "/revisions/1");
  theirs_["Session"] = absl::StrCat(kAlvnas, "/modules/session");
  for (const char* organisation : {kAlvnas, kOurs}) {
    v1::PublishModuleRequest request;
    request.set_parent(organisation);
    v1::ModuleFile& about = *request.add_files();
    about.set_path("module.toml");
    about.set_content(
        "id = \"session\"\nkind = \"SESSION\"\nminutes = 20\nlanguages = [\"sv\"]\ntopics = [\"email\"]\n\n[[sources]]\n"
        "title = \"Rutin\"\npublisher = \"Kommunen\"\nchecked = 2026-11-02\n");
    v1::ModuleFile& text = *request.add_files();
    text.set_path("sv.md");
    text.set_content("# En träff\n\n## Kom\nVi ses.\n");
    Answer(admin_, &v1::ModuleService::Stub::PublishModule, *admin_.modules, request);
  }
}

// So that what we ask for is looked for.
void OneOfEach::AddOurPeople() {
  v1::ImportUnitsRequest units;
  units.set_parent(kOurs);
  units.set_content("Orgkod;Namn;Överordnad;Typ\r\nGR;Grannby kommun;;MUNICIPALITY\r\n");
  units.set_effective_date("2026-11-01");
  Answer(admin_, &v1::UnitService::Stub::ImportUnits, *admin_.units, units);
  v1::SyncPeopleHeader header;
  header.set_parent(kOurs);
  header.set_source("lon");
  header.set_mapping(ReadTestData("small/staff.toml"));
  header.set_effective_date("2026-11-01");
  v1::SyncPeopleResponse response;
  const grpc::Status status = admin_.Sync(
      header,
      "Anstnr;Person;Förnamn;Efternamn;E-post;Befattning;Orgkod;Anst from;Anst tom;Dator;Skyddade uppg\n"
      "1;P1;Kim;Holm;kim@grannby.example;Handläggare;GR;2020-01-01;;J;N\n",
      &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
}

void OneOfEach::AddWork() {
  const std::vector<v1::Assignment> assignments = AllAssignments(admin_, {});
  const v1::Assignment& assignment = assignments.front();
  theirs_["Assignment"] = theirs_["Exception"] = assignment.name();
  theirs_["Person"] = theirs_["People"] = assignment.person();
  theirs_["Module"] = assignment.module();
  theirs_["Programme"] = assignment.programme();
  theirs_["OtherPerson"] = assignments.back().person();

  v1::RecordCompletionRequest record;
  record.set_assignment(assignments.back().name());
  theirs_["Completion"] =
      Answer(admin_, &v1::CompletionService::Stub::RecordCompletion, *admin_.completions, record).completion().name();
  auto waive = OfTheirs<v1::WaiveAssignmentsRequest>();
  waive.add_assignments(assignment.name());
  waive.set_until_date("2026-12-15");
  waive.set_reason("Ledig");
  theirs_["ExceptionId"] = Answer(admin_, &v1::AssignmentService::Stub::WaiveAssignments, *admin_.assignments, waive)
                               .assignments(0)
                               .exceptions(0)
                               .id();
  theirs_["SyncRun"] = Answer(admin_, &v1::SyncRunService::Stub::ListSyncRuns, *admin_.sync_runs,
                              OfTheirs<v1::ListSyncRunsRequest>())
                           .runs(0)
                           .name();
  theirs_["Source"] =
      Answer(admin_, &v1::SourceService::Stub::ListSources, *admin_.sources, OfTheirs<v1::ListSourcesRequest>())
          .sources(0)
          .name();
  theirs_["SourceId"] = LastPart(theirs_["Source"]);
}

void OneOfEach::AddAccess() {
  CreateToken(admin_, v1::ROLE_AUDITOR);
  theirs_["Token"] =
      Answer(admin_, &v1::TokenService::Stub::ListTokens, *admin_.tokens, OfTheirs<v1::ListTokensRequest>())
          .tokens(0)
          .name();
  theirs_["TokenId"] = LastPart(theirs_["Token"]);
  theirs_["AccessGrant"] = GrantAccess(admin_, "chef@alvnas.example", v1::ROLE_AUDITOR).name();
  v1::CreateLinkRequest link;
  link.set_assignment(theirs_["Assignment"]);
  theirs_["Link"] = Answer(admin_, &v1::LinkService::Stub::CreateLink, *admin_.links, link).name();
  auto subscription = OfTheirs<v1::CreateSubscriptionRequest>();
  theirs_["Subscription"] = absl::StrCat(kAlvnas, "/subscriptions/hr");
  subscription.mutable_subscription()->set_name(theirs_["Subscription"]);
  subscription.mutable_subscription()->set_kind(v1::SUBSCRIPTION_KIND_WEBHOOK);
  subscription.mutable_subscription()->set_url("https://receiver.invalid/hook");
  subscription.mutable_subscription()->add_event_types(v1::EVENT_TYPE_SYNC_HELD);
  subscription.set_request_id(RequestIdOf("CreateSubscription"));
  Answer(admin_, &v1::SubscriptionService::Stub::CreateSubscription, *admin_.subscriptions, subscription);
}

void OneOfEach::AddReports() {
  auto report = OfTheirs<v1::CreateReportRequest>();
  report.mutable_report()->set_kind(v1::REPORT_KIND_BOARD);
  report.mutable_report()->set_unit(theirs_["Unit"]);
  report.mutable_report()->set_period("2026-Q4");
  report.set_request_id(RequestIdOf("CreateReport"));
  theirs_["Report"] = Answer(admin_, &v1::ReportService::Stub::CreateReport, *admin_.reports, report).name();
  v1::SetReportScheduleRequest set;
  theirs_["ReportSchedule"] = absl::StrCat(kAlvnas, "/reportSchedules/board");
  set.mutable_schedule()->set_name(theirs_["ReportSchedule"]);
  set.mutable_schedule()->set_kind(v1::REPORT_KIND_BOARD);
  set.mutable_schedule()->set_unit(theirs_["Unit"]);
  set.mutable_schedule()->set_every(v1::REPORT_INTERVAL_QUARTER);
  set.mutable_schedule()->set_days_after(5);
  set.mutable_schedule()->add_recipients("secretary@alvnas.example");
  Answer(admin_, &v1::ReportService::Stub::SetReportSchedule, *admin_.reports, set);
}

// Of none that the server would send.
void OneOfEach::AddMail() {
  const Id id = server_.operations().env.ids.Next();
  const absl::Time now = server_.clock().Now();
  const absl::Status status = server_.operations().env.store.Write([&](WriteTransaction& tx) {
    tx.mails().Insert(tx.organisations().Find("alvnas")->id, {.id = id,
                                                              .about = "a test",
                                                              .recipient = "chef@alvnas.example",
                                                              .subject = "Till Älvnäs",
                                                              .text = "Till Älvnäs",
                                                              .create_time = now,
                                                              .send_time = now + absl::Hours(1000)});
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  theirs_["Mail"] = ResourceName("alvnas", "mails", id);
}

// Of which nothing but the header has come.
void OneOfEach::AddUpload() {
  v1::SyncPeopleHeader header =
      HeaderFor("personal", "personal_2026-12.csv", "2026-12-01", RequestIdOf("GetSyncUpload"));
  header.set_total_bytes(kUploadBytes);
  v1::SyncPeopleResponse response;
  const grpc::Status status = admin_.Sync(header, "", &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
}

bool OneOfEach::TellsOfThem(const std::string& text) {
  return absl::StrContains(text, "alvnas") || absl::StrContains(text, "lvn\xc3\xa4s");
}

void OneOfEach::ExpectNothingDoneByUs() {
  const absl::Status status = server_.operations().env.store.Read([&](const ReadTransaction& tx) {
    const Id us = tx.organisations().Find("grannby")->id;
    for (const ChainedEntry& one : tx.audit().ListAfter(tx.organisations().Find("alvnas")->id, {}, 0, 100'000)) {
      const AuditActor& actor = one.entry.origin.actor;
      EXPECT_FALSE(actor.type == AuditActorType::kToken && tx.tokens().Find(us, actor.id)) << one.entry.action;
      EXPECT_FALSE(actor.type == AuditActorType::kGrant && tx.grants().Find(us, actor.id)) << one.entry.action;
    }
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
}

}  // namespace nanolearn::testing
