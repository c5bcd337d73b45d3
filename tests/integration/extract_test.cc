// What is given to whoever asks for public records.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Extract : public ::testing::Test {
 protected:
  Extract() : admin_(server_.Admin()), session_(server_.database()) {
    LoadDemo(admin_);
    server_.clock().SetDay(Date(2026, 12, 10));
    v1::ListProgrammesRequest request;
    request.set_parent(kAlvnas);
    v1::ListProgrammesResponse programmes;
    EXPECT_TRUE(
        admin_.Call(&v1::ProgrammeService::Stub::ListProgrammes, *admin_.programmes, request, &programmes).ok());
    programme_ = programmes.programmes(0).name();
  }

  v1::ExtractCompletionsRequest Request(v1::ExtractNames names = v1::EXTRACT_NAMES_UNSPECIFIED) {
    v1::ExtractCompletionsRequest request;
    request.set_parent(kAlvnas);
    request.set_programme(programme_);
    request.set_from("2026-11-01");
    request.set_names(names);
    return request;
  }
  grpc::Status TryRun(const TestClient& client, const v1::ExtractCompletionsRequest& request,
                      v1::ExtractCompletionsResponse* response) {
    return client.Call(&v1::PrivacyService::Stub::ExtractCompletions, *client.privacy, request, response);
  }
  v1::ExtractCompletionsResponse Run(const v1::ExtractCompletionsRequest& request) {
    v1::ExtractCompletionsResponse response;
    const grpc::Status status = TryRun(admin_, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  // Without the heading.
  static std::vector<std::vector<std::string>> RowsOf(const v1::ExtractCompletionsResponse& response) {
    std::vector<std::vector<std::string>> rows;
    for (const absl::string_view line : absl::StrSplit(response.csv(), "\r\n", absl::SkipEmpty())) {
      rows.push_back(absl::StrSplit(line, ';'));
    }
    rows.erase(rows.begin());
    return rows;
  }

  TestServer server_;
  TestClient admin_;
  mysql::Session session_;
  std::string programme_;
};

TEST_F(Extract, PeopleAreNumbersUnlessNamesAreAskedFor) {
  const v1::ExtractCompletionsResponse response = Run(Request());
  EXPECT_GT(response.rows(), 1000);
  EXPECT_EQ(RowsOf(response).size(), static_cast<size_t>(response.rows()));
  EXPECT_THAT(response.csv(), HasSubstr("nummer;enhet;program;modul;sista dag;gjord;läge"));
  session_.Query("SELECT DISTINCT family_name FROM attribute_versions WHERE CHAR_LENGTH(family_name) > 6", {},
                 [&](const mysql::Row& row) { EXPECT_THAT(response.csv(), Not(HasSubstr(row.Text(0)))); });
}

TEST_F(Extract, NoUnitIsShownWithFewPeople) {
  std::map<std::string, std::set<std::string>> people;
  for (const auto& row : RowsOf(Run(Request(v1::EXTRACT_NAMES_INITIALS)))) people[row.at(2)].insert(row.at(0));
  EXPECT_GT(people.size(), 10u);
  for (const auto& [unit, numbers] : people) EXPECT_GE(numbers.size(), 5u) << unit;
}

TEST_F(Extract, ProtectedIdentitiesAreNeverNamed) {
  const v1::ExtractCompletionsResponse response = Run(Request(v1::EXTRACT_NAMES_FULL));
  int hidden = 0;
  session_.Query(
      "SELECT p.given_name, p.family_name FROM attribute_versions p WHERE p.protected_identity AND NOT EXISTS (SELECT 1 FROM "
      "attribute_versions o WHERE o.given_name = p.given_name AND o.family_name = p.family_name AND NOT o.protected_identity)",
      {}, [&](const mysql::Row& row) {
        ++hidden;
        EXPECT_THAT(response.csv(), Not(HasSubstr(absl::StrCat(row.Text(0), " ", row.Text(1), ";"))));
      });
  EXPECT_GT(hidden, 0);
  EXPECT_THAT(response.masked(), Not(IsEmpty()));
  for (const auto& masked : response.masked()) EXPECT_TRUE(masked.people() == 0 || masked.people() >= 5);
  for (const auto& row : RowsOf(response)) EXPECT_EQ(row.at(1) == "maskerat", row.at(2) == "maskerat");
}

TEST_F(Extract, OfASmallUnitNothingIsShown) {
  v1::ExtractCompletionsRequest request = Request(v1::EXTRACT_NAMES_FULL);
  std::string small;
  session_.Query(
      "SELECT MIN(u.code) FROM units u JOIN engagements e ON e.organisation_id = u.organisation_id AND e.unit_id = u.id WHERE "
      "e.kind = 'EMPLOYMENT' AND e.has_computer AND NOT EXISTS (SELECT 1 FROM unit_versions c WHERE c.parent_id = u.id) GROUP BY u.id "
      "HAVING COUNT(DISTINCT e.person_id) < 4 LIMIT 1",
      {}, [&](const mysql::Row& row) { small = row.Text(0); });
  ASSERT_NE(small, "");
  request.set_unit(absl::StrCat(kAlvnas, "/units/", small));
  const v1::ExtractCompletionsResponse response = Run(request);
  EXPECT_EQ(response.rows(), 0);
}

TEST_F(Extract, IsRefusedWithoutAUnitOrProgrammeAndToOthers) {
  v1::ExtractCompletionsRequest request = Request();
  request.clear_programme();
  v1::ExtractCompletionsResponse response;
  EXPECT_THAT(FieldsOf(TryRun(admin_, request, &response)), Contains("programme"));
  request = Request();
  request.set_to("2027-01-01");
  EXPECT_THAT(FieldsOf(TryRun(admin_, request, &response)), Contains("to"));
  request.set_to("2026-10-01");
  EXPECT_THAT(FieldsOf(TryRun(admin_, request, &response)), Contains("to"));
}

}  // namespace
}  // namespace nanolearn::testing
