// Bad input: a clear error each, and nothing changed.

#include <gtest/gtest.h>

#include <random>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/support/demo.h"
#include "tests/support/source_dir.h"

namespace nanolearn::testing {
namespace {

using grpc::StatusCode;

class Refusals : public ::testing::Test {
 protected:
  Refusals() : admin_(server_.Admin()) { LoadDemo(admin_); }

  // The whole group's figures: what must not change.
  std::string Figures() {
    v1::QueryComplianceRequest request;
    request.set_as_of("2026-12-31");
    std::string text;
    for (const v1::ComplianceRow& row : AllCompliance(admin_, request)) text += row.SerializeAsString();
    return text;
  }

  grpc::Status SyncContent(const std::string& content, const std::string& effective = "2026-12-01",
                           const std::string& source = "personal") {
    v1::SyncPeopleHeader header;
    header.set_parent(kAlvnas);
    header.set_source(source);
    header.set_mapping_file_name("personal.toml");
    header.set_mapping(ReadFile(SourcePath("deploy/demo/mappings/personal.toml")));
    header.set_file_name("personal.csv");
    header.set_effective_date(effective);
    return admin_.Sync(header, content, &response_);
  }

  void ExpectRefused(const grpc::Status& status, StatusCode code, const std::string& reason) {
    EXPECT_EQ(status.error_code(), code) << status.error_message();
    EXPECT_EQ(ReasonOf(status), reason) << status.error_message();
    EXPECT_GT(status.error_message().size(), 20) << "a sentence";
  }

  // Nothing is changed, and there is a run that says why.
  void ExpectHeld(const grpc::Status& status, const std::string& reason) {
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response_.run().state(), v1::SYNC_RUN_STATE_HELD);
    EXPECT_NE(response_.run().name(), "");
    ASSERT_GT(response_.run().hold_reasons_size(), 0);
    EXPECT_EQ(response_.run().hold_reasons(0).reason(), reason);
    EXPECT_GT(response_.run().hold_reasons(0).message().size(), 20) << "a sentence";
  }

  TestServer server_;
  TestClient admin_;
  v1::SyncPeopleResponse response_;
};

TEST_F(Refusals, OfAFileCutOffInTheMiddleAreRunsThatAreHeld) {
  const std::string before = Figures();
  ExpectHeld(SyncContent(ReadTestData("personal_avbruten.csv")), "FILE_CUT_OFF");
  EXPECT_EQ(Figures(), before);
}

TEST_F(Refusals, OfAnEmptyFileAreRunsThatAreHeld) {
  const std::string before = Figures();
  ExpectHeld(SyncContent(ReadTestData("personal_tom.csv")), "EMPTY_FILE");
  ExpectHeld(SyncContent(""), "EMPTY_FILE");
  EXPECT_EQ(Figures(), before);
}

TEST_F(Refusals, OfAMissingColumnAreErrorsAtTheFirstFileOnly) {
  const std::string file =
      absl::StrReplaceAll(ReadTestData("personal_2026-11.csv"), {{"Anstnr;", "Nummer;"}});
  ExpectRefused(SyncContent(file, "2026-11-01", "annan"), StatusCode::INVALID_ARGUMENT, "MISSING_COLUMN");
  const std::string before = Figures();
  ExpectHeld(SyncContent(file, "2026-11-01"), "MAPPING_MISFIT");
  EXPECT_EQ(Figures(), before);
}

TEST_F(Refusals, OfFiftyMegabytesOfNoise) {
  const std::string before = Figures();
  std::mt19937_64 random(1);
  std::string noise;
  noise.reserve(50 << 20);
  while (noise.size() < (50 << 20)) {
    const uint64_t word = random();
    noise.append(reinterpret_cast<const char*>(&word), sizeof word);
  }
  ExpectRefused(SyncContent(noise), StatusCode::INVALID_ARGUMENT, "NOT_TEXT");
  EXPECT_EQ(Figures(), before);
}

TEST_F(Refusals, OfRowsAreNamedByLineAndTheRestGoesIn) {
  SetMaxRefused(admin_, "annan", 20);
  ASSERT_TRUE(SyncContent(ReadTestData("personal_fel.csv"), "2026-11-01", "annan").ok());
  EXPECT_EQ(response_.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response_.run().ShortDebugString();
  EXPECT_EQ(response_.run().counts().rows(), 40);
  EXPECT_EQ(response_.run().counts().rows_refused(), 5);
  std::map<int, std::string> reasons;
  for (const v1::RowProblem& problem : response_.run().problems()) {
    EXPECT_FALSE(problem.message().empty());
    EXPECT_FALSE(absl::StrContains(problem.found(), "-9999")) << "the personnummer is masked";
    if (problem.severity() == v1::RowProblem::SEVERITY_ERROR) reasons[problem.line()] = problem.reason();
  }
  const std::map<int, std::string> expected = {{5, "BAD_DATE"},
                                               {7, "BAD_PERSONNUMMER"},
                                               {9, "UNKNOWN_UNIT"},
                                               {17, "TO_BEFORE_FROM"},
                                               {19, "WRONG_FIELD_COUNT"}};
  EXPECT_EQ(reasons, expected);
}

TEST_F(Refusals, OfARowNeverMakeItsPersonALeaver) {
  const std::string before = Figures();
  // A slip in one row of the same file: the unit's code, then the first day, then the check digit.
  for (const auto& [good, bad] : std::vector<std::pair<std::string, std::string>>{
           {";IT-tekniker;1004;HR;Tillsvidare;100;2012-12-21",
            ";IT-tekniker;9999;HR;Tillsvidare;100;2012-12-21"},
           {";Tillsvidare;100;2012-12-21", ";Tillsvidare;100;2012-12-41"},
           {"19650117-9979", "19650117-9978"}}) {
    const std::string file = absl::StrReplaceAll(ReadTestData("personal_2026-11.csv"), {{good, bad}});
    ASSERT_TRUE(SyncContent(file, "2026-11-01").ok());
    const v1::SyncCounts& counts = response_.run().counts();
    EXPECT_EQ(counts.rows_refused(), 1) << bad;
    EXPECT_EQ(counts.engagements_ended() + counts.engagements_changed(), 0) << bad;
    EXPECT_EQ(Figures(), before) << bad;
  }
}

TEST_F(Refusals, OfManyRowsAreRunsThatAreHeld) {
  const std::string before = Figures();
  ASSERT_TRUE(SyncContent(ReadTestData("personal_fel.csv")).ok());
  EXPECT_EQ(response_.run().state(), v1::SYNC_RUN_STATE_HELD) << "a second file after November";
  EXPECT_EQ(Figures(), before);
}

TEST_F(Refusals, OfAnEffectiveDateThatWouldLockTheSourceForYears) {
  ExpectRefused(SyncContent(ReadTestData("personal_2026-12.csv"), "2126-12-01"), StatusCode::INVALID_ARGUMENT,
                "INVALID_FIELD");
}

TEST_F(Refusals, OfAnEffectiveDateBeforeTheLast) {
  const std::string before = Figures();
  ExpectRefused(SyncContent(ReadTestData("personal_2026-12.csv"), "2026-10-01"),
                StatusCode::FAILED_PRECONDITION, "EFFECTIVE_BEFORE_LAST");
  EXPECT_EQ(Figures(), before);
}

TEST_F(Refusals, OfADateInTheYearTenThousand) {
  v1::QueryComplianceRequest request;
  request.set_parent(kAlvnas);
  v1::QueryComplianceResponse response;
  for (const std::string date : {"10000-01-01", "2026-02-30", "yesterday", "9999-12-31", "0000-00-00"}) {
    request.set_as_of(date);
    const grpc::Status status =
        admin_.Call(&v1::ComplianceService::Stub::QueryCompliance, *admin_.compliance, request, &response);
    ExpectRefused(status, StatusCode::INVALID_ARGUMENT, "INVALID_FIELD");
    EXPECT_EQ(FieldsOf(status), std::vector<std::string>{"as_of"});
  }
}

TEST_F(Refusals, OfAnUnknownUnit) {
  v1::QueryComplianceRequest request;
  request.set_parent(kAlvnas);
  request.set_unit(absl::StrCat(kAlvnas, "/units/NOWHERE"));
  v1::QueryComplianceResponse response;
  ExpectRefused(
      admin_.Call(&v1::ComplianceService::Stub::QueryCompliance, *admin_.compliance, request, &response),
      StatusCode::NOT_FOUND, "UNIT_NOT_FOUND");
}

TEST_F(Refusals, OfAPageTokenFromAnotherQuery) {
  v1::ListPeopleRequest request;
  request.set_parent(kAlvnas);
  request.set_page_size(5);
  v1::ListPeopleResponse response;
  ASSERT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &response).ok());
  request.set_page_token(response.next_page_token());
  request.set_unit(absl::StrCat(kAlvnas, "/units/KF"));
  ExpectRefused(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &response),
                StatusCode::INVALID_ARGUMENT, "BAD_PAGE_TOKEN");
  request.set_page_token("rubbish");
  ExpectRefused(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &response),
                StatusCode::INVALID_ARGUMENT, "BAD_PAGE_TOKEN");
}

TEST_F(Refusals, OfAnElevenMegabyteMessage) {
  const std::string before = Figures();
  v1::ImportUnitsRequest request;
  request.set_parent(kAlvnas);
  request.set_content(std::string(11 << 20, 'x'));
  v1::ImportUnitsResponse response;
  const grpc::Status status =
      admin_.Call(&v1::UnitService::Stub::ImportUnits, *admin_.units, request, &response);
  EXPECT_EQ(status.error_code(), StatusCode::RESOURCE_EXHAUSTED) << status.error_message();
  EXPECT_EQ(Figures(), before);
}

TEST_F(Refusals, OfInvalidUtf8) {
  const std::string before = Figures();
  // protobuf of this client would not send it in a string field: a bytes field and a file can.
  v1::ImportUnitsRequest request;
  request.set_parent(kAlvnas);
  request.set_content("Orgkod;Namn;\xC3\x28;Typ\n\xFF\xFE;x;;GROUP\n");
  v1::ImportUnitsResponse response;
  const grpc::Status status =
      admin_.Call(&v1::UnitService::Stub::ImportUnits, *admin_.units, request, &response);
  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT) << status.error_message();
  EXPECT_EQ(Figures(), before);
}

TEST_F(Refusals, OfAReorganisationWithACircle) {
  const std::string before = Figures();
  v1::ImportUnitsRequest request;
  request.set_parent(kAlvnas);
  request.set_content(absl::StrReplaceAll(ReadTestData("organisation.csv"),
                                          {{"00;Älvnäs kommun;G;", "00;Älvnäs kommun;1001;"}}));
  request.set_file_name("organisation.csv");
  v1::ImportUnitsResponse response;
  ExpectRefused(admin_.Call(&v1::UnitService::Stub::ImportUnits, *admin_.units, request, &response),
                StatusCode::INVALID_ARGUMENT, "BAD_UNITS");
  EXPECT_EQ(Figures(), before);
}

TEST_F(Refusals, OfAModuleWithProblemsNameFileAndLine) {
  v1::PublishModuleRequest request;
  request.set_parent(kAlvnas);
  auto* file = request.add_files();
  file->set_path("module.toml");
  file->set_content("id = \"x\"\n");
  v1::PublishModuleResponse response;
  const grpc::Status status =
      admin_.Call(&v1::ModuleService::Stub::PublishModule, *admin_.modules, request, &response);
  ExpectRefused(status, StatusCode::INVALID_ARGUMENT, "BAD_MODULE");
  EXPECT_FALSE(FieldsOf(status).empty());
}

TEST_F(Refusals, OfAProgrammeForAUnitOrModuleThatDoesNotExist) {
  v1::CreateProgrammeRequest request;
  request.set_parent(kAlvnas);
  request.set_programme_id("p");
  v1::Programme& programme = *request.mutable_programme();
  programme.set_display_name("P");
  programme.add_modules(absl::StrCat(kAlvnas, "/modules/none"));
  programme.set_open_date("2026-11-02");
  programme.set_days_to_complete(30);
  auto* rule = programme.add_audience();
  rule->set_unit(absl::StrCat(kAlvnas, "/units/G"));
  rule->add_kinds(v1::ENGAGEMENT_KIND_EMPLOYMENT);
  v1::Programme response;
  const auto create = [&] {
    return admin_.Call(&v1::ProgrammeService::Stub::CreateProgramme, *admin_.programmes, request, &response);
  };
  ExpectRefused(create(), StatusCode::NOT_FOUND, "MODULE_NOT_FOUND");
  programme.set_modules(0, absl::StrCat(kAlvnas, "/modules/incident"));
  rule->set_unit(absl::StrCat(kAlvnas, "/units/NOWHERE"));
  ExpectRefused(create(), StatusCode::NOT_FOUND, "UNIT_NOT_FOUND");
  rule->set_unit("organisations/other/units/G");
  ExpectRefused(create(), StatusCode::INVALID_ARGUMENT, "INVALID_FIELD");
}

TEST_F(Refusals, OfARequestIdUsedForAnotherRequest) {
  v1::SyncPeopleResponse response;
  ASSERT_TRUE(TrySyncFile(admin_, "personal", "personal_2026-12.csv", "2026-12-01", &response, "one").ok());
  const std::string figures = Figures();
  v1::SyncPeopleResponse again;
  ASSERT_TRUE(TrySyncFile(admin_, "personal", "personal_2026-12.csv", "2026-12-01", &again, "one").ok());
  EXPECT_EQ(again.SerializeAsString(), response.SerializeAsString()) << "the same id, the same answer";
  ExpectRefused(TrySyncFile(admin_, "personal", "personal_2026-12.csv", "2026-12-02", &again, "one"),
                StatusCode::ALREADY_EXISTS, "REQUEST_ID_REUSED");
  EXPECT_EQ(Figures(), figures);
}

}  // namespace
}  // namespace nanolearn::testing
