#include "tests/support/demo.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "tests/support/source_dir.h"

namespace nanolearn::testing {
namespace {

void ExpectOk(const grpc::Status& status, const std::string& what) {
  EXPECT_TRUE(status.ok()) << what << ": " << status.error_code() << " " << status.error_message();
}

v1::AudienceRule Rule(const std::vector<v1::EngagementKind>& kinds, bool requires_computer) {
  v1::AudienceRule rule;
  rule.set_unit(absl::StrCat(kAlvnas, "/units/G"));
  for (const v1::EngagementKind kind : kinds) rule.add_kinds(kind);
  rule.set_requires_computer(requires_computer);
  return rule;
}

}  // namespace

v1::SyncPeopleHeader HeaderFor(const std::string& source, const std::string& file,
                               const std::string& effective, const std::string& request_id) {
  v1::SyncPeopleHeader header;
  header.set_parent(kAlvnas);
  header.set_source(source);
  header.set_mapping_file_name(absl::StrCat(source, ".toml"));
  header.set_mapping(ReadFile(absl::StrCat(SourcePath("deploy/demo/mappings/"), source, ".toml")));
  header.set_file_name(file);
  header.set_effective_date(effective);
  header.set_request_id(request_id);
  return header;
}

grpc::Status TrySyncFile(TestClient& client, const std::string& source, const std::string& file,
                         const std::string& effective, v1::SyncPeopleResponse* response,
                         const std::string& request_id) {
  return client.Sync(HeaderFor(source, file, effective, request_id), ReadTestData(file), response);
}

v1::SyncPeopleResponse SyncFile(TestClient& client, const std::string& source, const std::string& file,
                                const std::string& effective) {
  v1::SyncPeopleResponse response;
  ExpectOk(TrySyncFile(client, source, file, effective, &response), file);
  EXPECT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
  return response;
}

void SetMaxRefused(TestClient& client, const std::string& source, int percent) {
  v1::UpdateSourceRequest request;
  request.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/", source));
  request.mutable_source()->mutable_guards()->set_max_refused_percent(percent);
  request.mutable_update_mask()->add_paths("guards.max_refused_percent");
  v1::UpdateSourceResponse response;
  ExpectOk(client.Call(&v1::SourceService::Stub::UpdateSource, *client.sources, request, &response),
           "update source");
}

void CreateOrganisation(TestClient& client, const std::string& id) {
  v1::CreateOrganisationRequest request;
  request.set_organisation_id(id);
  request.mutable_organisation()->set_display_name(id);
  request.mutable_organisation()->set_time_zone("Europe/Stockholm");
  v1::Organisation response;
  ExpectOk(client.Call(&v1::OrganisationService::Stub::CreateOrganisation, *client.organisations, request,
                       &response),
           "create organisation");
}

void ImportDemoUnits(TestClient& client, const std::string& effective) {
  v1::ImportUnitsRequest request;
  request.set_parent(kAlvnas);
  request.set_content(ReadTestData("organisation.csv"));
  request.set_file_name("organisation.csv");
  request.set_effective_date(effective);
  v1::ImportUnitsResponse response;
  ExpectOk(client.Call(&v1::UnitService::Stub::ImportUnits, *client.units, request, &response),
           "import units");
}

void PublishModule(TestClient& client, const std::string& id, const std::string& organisation) {
  v1::PublishModuleRequest request;
  request.set_parent(organisation);
  for (const auto& entry :
       std::filesystem::directory_iterator(absl::StrCat(SourcePath("deploy/curriculum/"), id))) {
    v1::ModuleFile* file = request.add_files();
    file->set_path(entry.path().filename().string());
    file->set_content(ReadFile(entry.path().string()));
  }
  v1::PublishModuleResponse response;
  ExpectOk(client.Call(&v1::ModuleService::Stub::PublishModule, *client.modules, request, &response),
           "publish " + id);
}

v1::Programme CreateDemoProgramme(TestClient& client, const std::string& id,
                                  const std::vector<std::string>& modules) {
  v1::CreateProgrammeRequest request;
  request.set_parent(kAlvnas);
  request.set_programme_id(id);
  v1::Programme& programme = *request.mutable_programme();
  programme.set_display_name(id);
  for (const std::string& module : modules) programme.add_modules(absl::StrCat(kAlvnas, "/modules/", module));
  *programme.add_audience() = Rule({v1::ENGAGEMENT_KIND_EMPLOYMENT}, true);
  *programme.add_audience() = Rule({v1::ENGAGEMENT_KIND_MANDATE, v1::ENGAGEMENT_KIND_BOARD_SEAT}, false);
  programme.set_open_date("2026-11-02");
  programme.set_days_to_complete(30);
  v1::Programme response;
  ExpectOk(client.Call(&v1::ProgrammeService::Stub::CreateProgramme, *client.programmes, request, &response),
           "create programme");
  return response;
}

void LoadDemo(TestClient& client) {
  CreateOrganisation(client, "alvnas");
  ImportDemoUnits(client);
  SyncFile(client, "personal", "personal_2026-11.csv", "2026-11-01");
  SyncFile(client, "bolag", "bolag_2026-11.csv", "2026-11-01");
  SyncFile(client, "fortroendevalda", "fortroendevalda_2022-2026.csv", "2026-11-01");
  PublishModule(client, "incident");
  CreateDemoProgramme(client, "first-lesson", {"incident"});
}

std::string CreateToken(const TestClient& admin, v1::Role role, const std::string& unit,
                        const std::string& organisation) {
  v1::CreateTokenRequest request;
  request.set_parent(organisation);
  request.mutable_token()->set_display_name("test");
  request.mutable_token()->set_role(role);
  if (!unit.empty()) request.mutable_token()->set_unit(absl::StrCat(organisation, "/units/", unit));
  v1::CreateTokenResponse response;
  ExpectOk(admin.Call(&v1::TokenService::Stub::CreateToken, *admin.tokens, request, &response), "create token");
  return response.secret();
}

v1::AccessGrant GrantAccess(const TestClient& admin, const std::string& email, v1::Role role,
                            const std::string& unit, const std::string& organisation) {
  v1::CreateAccessGrantRequest request;
  request.set_parent(organisation);
  request.mutable_access_grant()->set_email(email);
  request.mutable_access_grant()->set_role(role);
  if (!unit.empty()) request.mutable_access_grant()->set_unit(absl::StrCat(organisation, "/units/", unit));
  v1::AccessGrant grant;
  ExpectOk(admin.Call(&v1::AccessGrantService::Stub::CreateAccessGrant, *admin.access_grants, request, &grant),
           "create access grant");
  return grant;
}

std::vector<v1::ComplianceRow> AllCompliance(TestClient& client, v1::QueryComplianceRequest request) {
  request.set_parent(kAlvnas);
  std::vector<v1::ComplianceRow> rows;
  v1::QueryComplianceResponse response;
  do {
    request.set_page_token(response.next_page_token());
    response.Clear();
    ExpectOk(
        client.Call(&v1::ComplianceService::Stub::QueryCompliance, *client.compliance, request, &response),
        "compliance");
    rows.insert(rows.end(), response.rows().begin(), response.rows().end());
  } while (!response.next_page_token().empty());
  return rows;
}

std::vector<v1::Assignment> AllAssignments(TestClient& client, v1::ListAssignmentsRequest request) {
  request.set_parent(kAlvnas);
  request.set_page_size(1000);
  std::vector<v1::Assignment> all;
  v1::ListAssignmentsResponse response;
  do {
    request.set_page_token(response.next_page_token());
    response.Clear();
    ExpectOk(
        client.Call(&v1::AssignmentService::Stub::ListAssignments, *client.assignments, request, &response),
        "assignments");
    all.insert(all.end(), response.assignments().begin(), response.assignments().end());
  } while (!response.next_page_token().empty());
  return all;
}

}  // namespace nanolearn::testing
