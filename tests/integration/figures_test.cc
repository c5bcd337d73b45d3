// The files of Älvnäs against an independent count of who belongs where, for every unit.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

std::map<std::string, v1::ComplianceRow> ByCode(TestClient& client, const std::string& as_of) {
  v1::QueryComplianceRequest request;
  request.set_as_of(as_of);
  std::map<std::string, v1::ComplianceRow> rows;
  for (v1::ComplianceRow& row : AllCompliance(client, request)) {
    rows[row.unit().substr(row.unit().rfind('/') + 1)] = row;
  }
  return rows;
}

// `expected` was counted straight from the files by another program.
void ExpectFigures(TestClient& client, const std::string& as_of) {
  SCOPED_TRACE(as_of);
  const auto expected = nlohmann::json::parse(ReadTestData(absl::StrCat("expected/", as_of, ".json")));
  const auto rows = ByCode(client, as_of);
  for (const auto& [code, figures] : expected.items()) {
    ASSERT_TRUE(rows.contains(code)) << code;
    const v1::ComplianceRow& row = rows.at(code);
    EXPECT_EQ(row.people(), figures["people"]) << code;
    EXPECT_EQ(row.employees(), figures["employees"]) << code;
    EXPECT_EQ(row.elected(), figures["elected"]) << code;
    EXPECT_EQ(row.required(), figures["required"]) << code;
  }
  for (const auto& [code, row] : rows) {
    EXPECT_EQ(row.people() > 0, expected.contains(code)) << code;
    EXPECT_EQ(row.assignments().assigned(), row.assignments().completed() + row.assignments().overdue() +
                                                row.assignments().not_yet_due() + row.assignments().waived() +
                                                row.assignments().paused());
  }
}

TEST(Figures, AgreeWithAnIndependentCountMonthAfterMonth) {
  TestServer server;
  TestClient admin = server.Admin();
  LoadDemo(admin);
  ExpectFigures(admin, "2026-11-23");

  SyncFile(admin, "personal", "personal_2026-12.csv", "2026-12-01");
  ExpectFigures(admin, "2026-11-23");
  ExpectFigures(admin, "2026-12-15");

  SyncFile(admin, "fortroendevalda", "fortroendevalda_2026-2030.csv", "2027-01-01");
  ExpectFigures(admin, "2026-11-23");
  ExpectFigures(admin, "2026-12-15");
  ExpectFigures(admin, "2027-01-15");
}

TEST(Figures, AreTheSameWhateverTheOrderOfTheSources) {
  TestServer server;
  TestClient admin = server.Admin();
  CreateOrganisation(admin, "alvnas");
  ImportDemoUnits(admin);
  PublishModule(admin, "incident");
  CreateDemoProgramme(admin, "first-lesson", {"incident"});
  SyncFile(admin, "fortroendevalda", "fortroendevalda_2022-2026.csv", "2026-11-01");
  SyncFile(admin, "personal", "personal_2026-11.csv", "2026-11-01");
  SyncFile(admin, "personal", "personal_2026-12.csv", "2026-12-01");
  SyncFile(admin, "bolag", "bolag_2026-11.csv", "2026-11-01");
  ExpectFigures(admin, "2026-11-23");
  ExpectFigures(admin, "2026-12-15");
}

TEST(Figures, DoNotChangeWhenAFileIsReadAgain) {
  TestServer server;
  TestClient admin = server.Admin();
  LoadDemo(admin);
  const v1::SyncPeopleResponse again = SyncFile(admin, "personal", "personal_2026-11.csv", "2026-11-01");
  const v1::SyncCounts& counts = again.run().counts();
  EXPECT_EQ(counts.engagements_unchanged(), 2458);
  EXPECT_EQ(counts.people_added() + counts.engagements_added() + counts.engagements_changed() +
                counts.engagements_ended(),
            0);
  ExpectFigures(admin, "2026-11-23");
}

TEST(Figures, ShowACompletionAtTheVeryNextRead) {
  TestServer server;
  TestClient admin = server.Admin();
  LoadDemo(admin);
  v1::ListAssignmentsRequest list;
  list.set_unit(absl::StrCat(kAlvnas, "/units/VON"));
  const std::vector<v1::Assignment> assignments = AllAssignments(admin, list);
  ASSERT_GT(assignments.size(), 10);
  for (int i = 1; i <= 10; ++i) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignments[i].name());
    v1::RecordCompletionResponse response;
    ASSERT_TRUE(
        admin.Call(&v1::CompletionService::Stub::RecordCompletion, *admin.completions, request, &response)
            .ok());
    const auto rows = ByCode(admin, "");
    EXPECT_EQ(rows.at("G").completed(), i);
    EXPECT_EQ(rows.at("VON").completed(), i);
    EXPECT_EQ(rows.at("81").completed(), 0);
  }
  EXPECT_EQ(ByCode(admin, "2026-11-23").at("G").completed(), 0) << "the day before is as it was";
}

TEST(Figures, TurnOverdueWhenTheDueDayHasPassedAndLateCompletionsSaySo) {
  TestServer server;
  TestClient admin = server.Admin();
  LoadDemo(admin);
  EXPECT_EQ(ByCode(admin, "2026-12-02").at("KF").overdue(), 0);
  EXPECT_EQ(ByCode(admin, "2026-12-03").at("KF").overdue(), 67);
  server.clock().SetDay(Date(2026, 12, 3));
  v1::ListAssignmentsRequest list;
  list.set_unit(absl::StrCat(kAlvnas, "/units/KF"));
  v1::RecordCompletionRequest request;
  request.set_assignment(AllAssignments(admin, list).front().name());
  v1::RecordCompletionResponse response;
  ASSERT_TRUE(
      admin.Call(&v1::CompletionService::Stub::RecordCompletion, *admin.completions, request, &response)
          .ok());
  EXPECT_TRUE(response.completion().late());
  const v1::ComplianceRow row = ByCode(admin, "2026-12-03").at("KF");
  EXPECT_EQ(row.overdue(), 66);
  EXPECT_EQ(row.completed(), 1);
  EXPECT_EQ(row.assignments().completed_late(), 1);
}

TEST(Figures, OfAUnitThatIsTakenBackAndAddedAgainOnTheSameDayAreItsOwn) {
  TestServer server;
  TestClient admin = server.Admin();
  LoadDemo(admin);
  const std::string tree = ReadTestData("organisation.csv");
  const auto import = [&](const std::string& content) {
    v1::ImportUnitsRequest request;
    request.set_parent(kAlvnas);
    request.set_content(content);
    request.set_effective_date("2026-11-20");
    v1::ImportUnitsResponse response;
    const grpc::Status status =
        admin.Call(&v1::UnitService::Stub::ImportUnits, *admin.units, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  };
  import(tree + "NY;Ny enhet;VON;DEPARTMENT\r\n");
  import(tree);
  ExpectFigures(admin, "2026-11-23");
  import(tree + "NY;Ny enhet;VON;DEPARTMENT\r\n");
  EXPECT_TRUE(ByCode(admin, "2026-11-20").contains("NY"));
  EXPECT_FALSE(ByCode(admin, "2026-11-19").contains("NY"));
}

TEST(Figures, OfARateOfNothingIsNone) {
  TestServer server;
  TestClient admin = server.Admin();
  LoadDemo(admin);
  const auto before = ByCode(admin, "2026-11-01");  // the programme has not opened
  EXPECT_EQ(before.at("G").required(), 0);
  EXPECT_FALSE(before.at("G").has_completion_rate());
  EXPECT_TRUE(ByCode(admin, "2026-11-02").at("G").has_completion_rate());
}

TEST(Figures, ByKindAndByModuleCountDistinctPeople) {
  TestServer server;
  TestClient admin = server.Admin();
  LoadDemo(admin);
  PublishModule(admin, "phishing");
  CreateDemoProgramme(admin, "second", {"phishing"});
  v1::QueryComplianceRequest request;
  request.set_as_of("2026-11-23");
  request.set_group_by(v1::QueryComplianceRequest::GROUP_BY_KIND);
  int elected = 0;
  for (const v1::ComplianceRow& row : AllCompliance(admin, request)) {
    if (row.kind() == v1::ENGAGEMENT_KIND_EMPLOYMENT) {
      EXPECT_EQ(row.people(), 2725);
    }
    if (row.kind() != v1::ENGAGEMENT_KIND_EMPLOYMENT) elected += row.people();
  }
  EXPECT_GE(elected, 85) << "a person with a mandate and a board seat is in both rows";
  request.set_group_by(v1::QueryComplianceRequest::GROUP_BY_MODULE);
  const auto modules = AllCompliance(admin, request);
  ASSERT_EQ(modules.size(), 2);
  for (const v1::ComplianceRow& row : modules) EXPECT_EQ(row.required(), 2036) << row.module();
  EXPECT_EQ(ByCode(admin, "2026-11-23").at("G").required(), 2036) << "two modules, the same people";
  EXPECT_EQ(ByCode(admin, "2026-11-23").at("G").assignments().assigned(), 2 * 2036);
}

}  // namespace
}  // namespace nanolearn::testing
