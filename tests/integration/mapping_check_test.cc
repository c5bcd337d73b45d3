#include <gtest/gtest.h>

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"
#include "tests/support/source_dir.h"

namespace nanolearn::testing {
namespace {

class MappingCheckCall : public ::testing::Test {
 protected:
  MappingCheckCall() : admin_(server_.Admin()) {
    CreateOrganisation(admin_, "alvnas");
    request_.set_parent(kAlvnas);
    request_.set_mapping(ReadFile(SourcePath("deploy/demo/mappings/personal.toml")));
    request_.set_mapping_file_name("personal.toml");
    request_.set_file_name("personal.csv");
    request_.set_content(ReadTestData("personal_2026-11.csv"));
  }

  grpc::Status Check(const TestClient& client) {
    return client.Call(&v1::SourceService::Stub::CheckMapping, *client.sources, request_, &response_);
  }

  TestServer server_;
  TestClient admin_;
  v1::CheckMappingRequest request_;
  v1::CheckMappingResponse response_;
};

TEST_F(MappingCheckCall, ShowsTheFirstRowsAsUnderstood) {
  ImportDemoUnits(admin_);
  ASSERT_TRUE(Check(admin_).ok());
  ASSERT_EQ(response_.rows_size(), 10);
  EXPECT_EQ(response_.problems_size(), 0);
  std::map<std::string, std::string> values;
  for (const v1::MappedField& field : response_.rows(0).fields()) values[field.field()] = field.value();
  EXPECT_EQ(values["personnummer"], "19661208-****");
  EXPECT_EQ(values["unit"], "1006 Näringsliv; tillväxt och turism");
  EXPECT_EQ(values["kind"], "EMPLOYMENT");
}

TEST_F(MappingCheckCall, NamesLineAndColumnOfWhatIsWrong) {
  ImportDemoUnits(admin_);
  request_.set_content(ReadTestData("personal_fel.csv"));
  request_.set_max_rows(40);
  ASSERT_TRUE(Check(admin_).ok());
  EXPECT_EQ(response_.rows_size(), 39) << "one is there twice";
  ASSERT_EQ(response_.problems_size(), 10);
  EXPECT_EQ(response_.problems(0).file(), "personal.csv");
  EXPECT_EQ(response_.problems(0).line(), 5);
  EXPECT_EQ(response_.problems(0).column(), "Anst from");
  EXPECT_EQ(response_.problems(0).found(), "2026-02-30");
}

TEST_F(MappingCheckCall, IsRefusedWithoutUnitsOrAGoodMapping) {
  EXPECT_EQ(ReasonOf(Check(admin_)), "NO_UNITS");
  ImportDemoUnits(admin_);
  request_.set_max_rows(101);
  EXPECT_EQ(ReasonOf(Check(admin_)), "INVALID_FIELD");
  request_.set_max_rows(1);
  request_.set_content("PK\x03\x04 and so on");
  EXPECT_EQ(ReasonOf(Check(admin_)), "NOT_TEXT");
  request_.set_mapping("[columns]\n");
  EXPECT_EQ(ReasonOf(Check(admin_)), "BAD_MAPPING");
}

TEST_F(MappingCheckCall, IsForThoseWhoSyncPeople) {
  ImportDemoUnits(admin_);
  for (const v1::Role role : {v1::ROLE_AUDITOR, v1::ROLE_MANAGER, v1::ROLE_SERVICE, v1::ROLE_HR}) {
    const grpc::Status status = Check(server_.WithToken(CreateToken(admin_, role)));
    EXPECT_EQ(status.error_code(),
              role == v1::ROLE_HR ? grpc::StatusCode::OK : grpc::StatusCode::PERMISSION_DENIED);
  }
}

}  // namespace
}  // namespace nanolearn::testing
