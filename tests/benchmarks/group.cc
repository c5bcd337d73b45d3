#include "tests/benchmarks/group.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "tests/benchmarks/failure.h"
#include "tests/support/source_dir.h"

namespace nanolearn::benchmarks {
namespace {

constexpr char kMapping[] = R"(
[columns]
person_key = "key"
key = "employment"
given_name = "given"
family_name = "family"
unit = "unit"
from = "from"
computer = "computer"
)";

int TeamCount(const GroupSize& size) { return std::max(1, size.people / 50); }

std::string Tree(const GroupSize& size) {
  std::string text = "code;name;parent;type\nG;Group;;GROUP\n";
  const int departments = std::max(1, TeamCount(size) / 20);
  for (int i = 0; i < departments; ++i) absl::StrAppend(&text, "D", i, ";Department ", i, ";G;DEPARTMENT\n");
  for (int i = 0; i < TeamCount(size); ++i) {
    absl::StrAppend(&text, "T", i, ";Team ", i, ";D", i % departments, ";TEAM\n");
  }
  return text;
}

std::string StaffFile(const GroupSize& size) {
  std::string text = "key;employment;given;family;unit;from;computer\n";
  for (int i = 0; i < size.people; ++i) {
    absl::StrAppend(&text, "p", i, ";e", i, ";Given", i % 997, ";Family", i % 7919, ";T", i % TeamCount(size),
                    ";2020-01-01;J\n");
  }
  return text;
}

std::string Read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

}  // namespace

std::string RefusalOf(const grpc::Status& status) {
  return status.ok() ? "" : absl::StrCat("refused: ", status.error_message());
}

void Check(const grpc::Status& status) {
  if (!status.ok()) Fail(RefusalOf(status));
}

std::vector<std::string> PublishModules(testing::TestClient& client, int count) {
  std::vector<std::filesystem::path> folders;
  for (const auto& entry :
       std::filesystem::directory_iterator(nanolearn::testing::SourcePath("deploy/curriculum"))) {
    folders.push_back(entry.path());
  }
  std::vector<std::string> ids;
  for (int i = 0; i < count; ++i) {
    const std::filesystem::path& folder = folders[i % folders.size()];
    const std::string original = folder.filename().string();
    ids.push_back(absl::StrCat(original, "-", i / folders.size()));
    v1::PublishModuleRequest request;
    request.set_parent(kGroup);
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      v1::ModuleFile* file = request.add_files();
      file->set_path(entry.path().filename().string());
      file->set_content(absl::StrReplaceAll(
          Read(entry.path()),
          {{absl::StrCat("id = \"", original, "\""), absl::StrCat("id = \"", ids.back(), "\"")}}));
    }
    v1::PublishModuleResponse response;
    Check(client.Call(&v1::ModuleService::Stub::PublishModule, *client.modules, request, &response));
  }
  return ids;
}

void MakeOrganisation(testing::TestClient& client, const std::string& units) {
  v1::CreateOrganisationRequest organisation;
  organisation.set_organisation_id("bench");
  organisation.mutable_organisation()->set_display_name("bench");
  organisation.mutable_organisation()->set_time_zone("Europe/Stockholm");
  v1::Organisation created;
  Check(client.Call(&v1::OrganisationService::Stub::CreateOrganisation, *client.organisations, organisation,
                    &created));
  v1::ImportUnitsRequest request;
  request.set_parent(kGroup);
  request.set_content(units);
  v1::ImportUnitsResponse imported;
  Check(client.Call(&v1::UnitService::Stub::ImportUnits, *client.units, request, &imported));
}

void MakeGroup(testing::TestClient& client, const GroupSize& size) {
  MakeOrganisation(client, Tree(size));
  v1::SyncPeopleHeader header;
  header.set_parent(kGroup);
  header.set_source("bench");
  header.set_mapping(kMapping);
  header.set_effective_date("2026-01-01");
  v1::SyncPeopleResponse synced;
  Check(client.Sync(header, StaffFile(size), &synced));
  v1::CreateProgrammeRequest request;
  request.mutable_programme()->mutable_mails();  // none: they would be written beside what is measured
  request.set_parent(kGroup);
  request.set_programme_id("all");
  v1::Programme& programme = *request.mutable_programme();
  programme.set_display_name("all");
  for (const std::string& id : PublishModules(client, size.modules)) {
    programme.add_modules(absl::StrCat(kGroup, "/modules/", id));
  }
  v1::AudienceRule* rule = programme.add_audience();
  rule->set_unit(absl::StrCat(kGroup, "/units/G"));
  rule->add_kinds(v1::ENGAGEMENT_KIND_EMPLOYMENT);
  programme.set_open_date("2026-01-02");
  programme.set_days_to_complete(30);
  v1::Programme made;
  Check(client.Call(&v1::ProgrammeService::Stub::CreateProgramme, *client.programmes, request, &made));
}

std::vector<std::string> AssignmentNames(testing::TestClient& client) {
  std::vector<std::string> names;
  v1::ListAssignmentsRequest request;
  request.set_parent(kGroup);
  request.set_page_size(1000);
  v1::ListAssignmentsResponse response;
  do {
    request.set_page_token(response.next_page_token());
    response.Clear();
    Check(
        client.Call(&v1::AssignmentService::Stub::ListAssignments, *client.assignments, request, &response));
    for (const v1::Assignment& assignment : response.assignments()) names.push_back(assignment.name());
  } while (!response.next_page_token().empty());
  return names;
}

}  // namespace nanolearn::benchmarks
