#pragma once
// Somebody whose name, address, phone, number and role stand nowhere else, for tests of what is known of one person.

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/domain/audit_export.h"
#include "service/domain/fold_case.h"
#include "tests/integration/audit_fixture.h"

namespace nanolearn::testing {

inline constexpr char kTuresNumber[] = "19640823-3234";  // nobody's
inline constexpr char kTuresEmail[] = "ture.planteryd@alvnas.example";
inline constexpr char kTuresKey[] = "PLANT7731";

// Ture Planteryd, who leads Cilla and left on 20 November; today is some days later.
class PrivacyFixture : public AuditFixture {
 protected:
  PrivacyFixture() {
    server_.clock().SetDay(Date(2026, 11, 10));
    CreateProgrammeByRole();
    SendWithTure("2026-11-03", "ture.planteryd(at)alvnas.example");  // which is no address
    SendWithTure("2026-11-04", kTuresEmail);
    ture_ = PersonCalled(kTuresEmail);
  }

  static std::string TuresRow(const std::string& email, const std::string& is_protected = "") {
    return absl::StrCat(kTuresKey, ";", kTuresNumber, ";Ture;Planteryd;", email,
                        ";070-5557731;Planteringsvärd;1004;HR;Tillsvidare;100;2020-01-01;;;;1;J;", is_protected, "\r\n");
  }
  void SendText(const std::string& text, const std::string& effective, const std::string& source = "personal") {
    v1::SyncPeopleResponse response;
    const grpc::Status status = admin_.Sync(HeaderFor(source, source + ".csv", effective), text, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ASSERT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
  }
  static std::vector<Employee> OthersLedByTure() {
    Employee cilla = Cilla();
    cilla.manager = kTuresKey;
    return {Anna(), Bo(), cilla};
  }
  void SendWithTure(const std::string& effective, const std::string& email, const std::string& is_protected = "") {
    SetMaxRefused(admin_, "personal", 100);
    SendText(absl::StrCat(ListOf(OthersLedByTure()), TuresRow(email, is_protected)), effective);
  }
  // Somebody else leads Cilla from then on.
  void LetTureGo() {
    Send({Anna(), Bo(), Cilla()}, "2026-11-20");
    server_.clock().SetDay(Date(2026, 11, 24));
  }

  std::string PersonCalled(const std::string& query) {
    v1::ListPeopleRequest request;
    request.set_parent(kAlvnas);
    request.set_query(query);
    v1::ListPeopleResponse response;
    EXPECT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &response).ok());
    EXPECT_EQ(response.people_size(), 1) << query;
    return response.people_size() > 0 ? response.people(0).name() : "";
  }

  grpc::Status TryExport(const TestClient& client, const std::string& person, v1::ExportPersonResponse* response,
                         bool include_protected = false) {
    v1::ExportPersonRequest request;
    request.set_parent(kAlvnas);
    request.set_person(person);
    request.set_include_protected(include_protected);
    return client.Call(&v1::PrivacyService::Stub::ExportPerson, *client.privacy, request, response);
  }
  nlohmann::json Export(const std::string& person) {
    v1::ExportPersonResponse response;
    const grpc::Status status = TryExport(admin_, person, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return nlohmann::json::parse(response.json(), nullptr, false);
  }

  grpc::Status TryErase(const TestClient& client, const std::string& person, v1::ErasePersonResponse* response,
                        const std::string& request_id = "", bool validate_only = false) {
    v1::ErasePersonRequest request;
    request.set_parent(kAlvnas);
    request.set_person(person);
    request.set_request_id(request_id);
    request.set_validate_only(validate_only);
    return client.Call(&v1::PrivacyService::Stub::ErasePerson, *client.privacy, request, response);
  }
  v1::ErasePersonResponse Erase(const std::string& person, const std::string& request_id = "", bool validate_only = false) {
    v1::ErasePersonResponse response;
    const grpc::Status status = TryErase(admin_, person, &response, request_id, validate_only);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  // Where in the database the text stands, as "table.column"; without regard to case, in all columns of all tables.
  std::vector<std::string> PlacesOf(const std::string& text) {
    std::vector<std::pair<std::string, std::string>> columns;
    session_.Query(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND data_type IN ('char', "
        "'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob')",
        {}, [&](const mysql::Row& row) { columns.emplace_back(row.Text(0), row.Text(1)); });
    EXPECT_GT(columns.size(), 100u);
    const std::string folded = FoldCase(text);
    std::vector<std::string> places;
    for (const auto& [table, column] : columns) {
      bool found = false;
      session_.Query(absl::StrCat("SELECT `", column, "` FROM `", table, "`"), {}, [&](const mysql::Row& row) {
        found |= absl::StrContains(FoldCase(row.Text(0)), folded);
      });
      if (found) places.push_back(absl::StrCat(table, ".", column));
    }
    return places;
  }

  v1::VerifyComplianceResponse Verify() {
    v1::VerifyComplianceRequest request;
    request.set_parent(kAlvnas);
    v1::VerifyComplianceResponse response;
    const grpc::Status status =
        admin_.Call(&v1::ComplianceService::Stub::VerifyCompliance, *admin_.compliance, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_GT(response.compared(), 0);
    return response;
  }

  // Figures of every unit on a past day and on today, by unit and by programme.
  std::string Figures() {
    std::string figures;
    for (const char* day : {"2026-11-05", "2026-11-24"}) {
      for (const auto group : {v1::QueryComplianceRequest::GROUP_BY_UNIT, v1::QueryComplianceRequest::GROUP_BY_PROGRAMME}) {
        v1::QueryComplianceRequest request;
        request.set_as_of(day);
        request.set_group_by(group);
        for (const v1::ComplianceRow& row : AllCompliance(admin_, request)) absl::StrAppend(&figures, row.ShortDebugString(), "\n");
      }
    }
    return figures;
  }

  // How many problems the chain of the organisation has.
  uint64_t ChainProblems() {
    AuditVerifier verifier;
    InRead([&](const ReadTransaction& tx) {
      verifier = AuditVerifier();
      const Id id = tx.organisations().Find("alvnas")->id;
      verifier.Add(AuditFileStart(id));
      for (const ChainedEntry& one : tx.audit().ListAfter(id, {}, 0, 100'000)) {
        verifier.Add(AuditFileLine(id, one.entry, one.hash));
      }
      verifier.Add(AuditFileEnd(tx.audit().Head(id)));
    });
    verifier.Finish();
    return verifier.problem_count();
  }

  template <typename Body>
  void InWrite(Body body) {
    const absl::Status status = server_.operations().env.store.Write([&](WriteTransaction& tx) {
      body(tx, tx.organisations().Find("alvnas")->id);
      return absl::OkStatus();
    });
    ASSERT_TRUE(status.ok()) << status;
  }

  std::string ture_;  // the name of the person

 private:
  // Whom it is for is told by the role, which erasing takes away.
  void CreateProgrammeByRole() {
    v1::CreateProgrammeRequest request;
    request.set_parent(kAlvnas);
    request.set_programme_id("vaxter");
    v1::Programme& programme = *request.mutable_programme();
    programme.set_display_name("Växter");
    programme.add_modules(absl::StrCat(kAlvnas, "/modules/rutin"));
    programme.add_audience()->add_roles("Plantering*");
    programme.set_open_date("2026-11-02");
    programme.set_days_to_complete(30);
    programme.mutable_mails();
    v1::Programme response;
    const grpc::Status status =
        admin_.Call(&v1::ProgrammeService::Stub::CreateProgramme, *admin_.programmes, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
};

}  // namespace nanolearn::testing
