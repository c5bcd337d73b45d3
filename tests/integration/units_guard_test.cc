// A file with the organisation's tree that is cut off closes nothing by mistake.

#include <gtest/gtest.h>

#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

class UnitsGuard : public ::testing::Test {
 protected:
  UnitsGuard() : admin_(server_.Admin()) {
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_, "2026-11-01");
    cut_off_.set_parent(kAlvnas);
    cut_off_.set_content(ReadTestData("organisation_avbruten.csv"));
    cut_off_.set_file_name("organisation_avbruten.csv");
    cut_off_.set_effective_date("2026-11-20");
  }

  grpc::Status Import(const v1::ImportUnitsRequest& request) {
    return admin_.Call(&v1::UnitService::Stub::ImportUnits, *admin_.units, request, &response_);
  }

  void ExpectRefused(const v1::ImportUnitsRequest& request, const std::string& closed,
                     const std::string& units) {
    const grpc::Status status = Import(request);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION) << status.error_message();
    EXPECT_EQ(ReasonOf(status), "MANY_UNITS_CLOSED");
    EXPECT_EQ(MetadataOf(status, "closed"), closed) << status.error_message();
    EXPECT_EQ(MetadataOf(status, "units"), units) << status.error_message();
  }

  int UnitsOn(const std::string& date) {
    v1::ListUnitsRequest request;
    request.set_parent(kAlvnas);
    request.set_page_size(1000);
    request.set_date(date);
    v1::ListUnitsResponse response;
    const grpc::Status status =
        admin_.Call(&v1::UnitService::Stub::ListUnits, *admin_.units, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.units_size();
  }

  TestServer server_;
  TestClient admin_;
  v1::ImportUnitsRequest cut_off_;  // 19 of 156 units
  v1::ImportUnitsResponse response_;
};

TEST_F(UnitsGuard, RefusesAFileThatIsCutOff) {
  ExpectRefused(cut_off_, "137", "156");
  EXPECT_EQ(UnitsOn("2026-11-20"), 156);
}

TEST_F(UnitsGuard, LetsADryRunSayWhatWouldCloseAndWhyItWouldBeRefused) {
  cut_off_.set_validate_only(true);
  ASSERT_TRUE(Import(cut_off_).ok());
  EXPECT_EQ(response_.closed(), 137);
  EXPECT_EQ(response_.unchanged(), 19);
  ASSERT_EQ(response_.problems_size(), 1);
  EXPECT_EQ(response_.problems(0).severity(), v1::RowProblem::SEVERITY_WARNING);
  EXPECT_EQ(response_.problems(0).reason(), "MANY_UNITS_CLOSED");
  const std::string warning = response_.problems(0).message();
  cut_off_.set_validate_only(false);
  EXPECT_EQ(Import(cut_off_).error_message(), warning);

  cut_off_.set_validate_only(true);
  cut_off_.set_close_many(true);
  ASSERT_TRUE(Import(cut_off_).ok());
  EXPECT_EQ(response_.problems_size(), 0) << "it would not be refused";
  EXPECT_EQ(UnitsOn("2026-11-20"), 156);
}

TEST_F(UnitsGuard, ClosesThemWhenThatIsAskedFor) {
  cut_off_.set_request_id("reorganisation");
  ExpectRefused(cut_off_, "137", "156");
  cut_off_.set_close_many(true);
  for (int time : {1, 2}) {
    ASSERT_TRUE(Import(cut_off_).ok()) << time;
    EXPECT_EQ(response_.closed(), 137) << "the second time it is the first answer";
  }
  EXPECT_EQ(UnitsOn("2026-11-19"), 156);
  EXPECT_EQ(UnitsOn("2026-11-20"), 19);
  cut_off_.set_close_many(false);
  EXPECT_EQ(ReasonOf(Import(cut_off_)), "REQUEST_ID_REUSED") << "it asks for something else";
}

TEST_F(UnitsGuard, CountsAReplayInItsOwnDays) {
  ImportDemoUnits(admin_, "2026-11-22");
  cut_off_.set_effective_date("2026-11-10");
  cut_off_.set_replay(true);
  ExpectRefused(cut_off_, "137", "156");
  cut_off_.set_close_many(true);
  ASSERT_TRUE(Import(cut_off_).ok());
  EXPECT_EQ(UnitsOn("2026-11-12"), 19);

  v1::ImportUnitsRequest root = cut_off_;
  root.set_content("code;name;parent;type\nG;Älvnäs kommunkoncern;;GROUP\n");
  root.set_effective_date("2026-11-15");
  root.set_close_many(false);
  ExpectRefused(root, "18", "19");
  EXPECT_EQ(UnitsOn("2026-11-22"), 156);
}

}  // namespace
}  // namespace nanolearn::testing
