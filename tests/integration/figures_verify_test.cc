// `compliance verify` sees what is wrong, and figures are made anew from the facts.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::Duration kPatience = absl::Seconds(30);

class FiguresVerify : public ::testing::Test {
 protected:
  FiguresVerify() : admin_(server_.Admin()), session_(server_.database()) { LoadDemo(admin_); }

  int64_t Count(const std::string& table) {
    int64_t count = 0;
    session_.Query("SELECT COUNT(*) FROM " + table, {}, [&](const mysql::Row& row) { count = row.Int(0); });
    return count;
  }

  // Until the server's job has come so far.
  template <typename Condition>
  void Await(Condition condition) {
    const absl::Time end = absl::Now() + kPatience;
    while (!condition()) {
      ASSERT_LT(absl::Now(), end);
      absl::SleepFor(absl::Milliseconds(5));
    }
  }

  v1::VerifyComplianceResponse Verify() {
    v1::VerifyComplianceRequest request;
    request.set_parent(kAlvnas);
    v1::VerifyComplianceResponse response;
    status_ =
        admin_.Call(&v1::ComplianceService::Stub::VerifyCompliance, *admin_.compliance, request, &response);
    return response;
  }

  std::vector<std::string> Rows() {
    std::vector<std::string> rows;
    for (const v1::ComplianceRow& row : AllCompliance(admin_, {})) rows.push_back(row.SerializeAsString());
    return rows;
  }

  TestServer server_;
  TestClient admin_;
  mysql::Session session_;
  grpc::Status status_;
};

TEST_F(FiguresVerify, FindsAFigureThatIsWrongAndRebuildingMakesItRight) {
  Await([this] { return Count("figure_changes") == 0; });
  EXPECT_EQ(Verify().difference_count(), 0);
  EXPECT_TRUE(status_.ok()) << status_.error_message();
  const std::vector<std::string> before = Rows();
  session_.Execute(
      "UPDATE figures SET required = required + 1 WHERE subject_id = 0 AND day >= '2026-01-01' ORDER BY "
      "unit_id, span, day LIMIT 1");
  const v1::VerifyComplianceResponse verdict = Verify();
  EXPECT_GT(verdict.difference_count(), 0);
  ASSERT_THAT(verdict.differences(), Not(IsEmpty()));
  const v1::FigureDifference& difference = verdict.differences(0);
  EXPECT_EQ(difference.kept().required(), difference.counted().required() + 1);
  EXPECT_THAT(difference.module(), IsEmpty());
  EXPECT_THAT(difference.kinds(), Not(IsEmpty()));

  v1::RebuildComplianceRequest request;
  request.set_parent(kAlvnas);
  request.set_request_id("anew");
  v1::RebuildComplianceResponse response;
  Await([&] {
    const grpc::Status status =
        admin_.Call(&v1::ComplianceService::Stub::RebuildCompliance, *admin_.compliance, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.done();
  });
  EXPECT_EQ(Verify().difference_count(), 0);
  EXPECT_EQ(Rows(), before);
}

// As an upgrade from a release without figures leaves it.
TEST_F(FiguresVerify, FiguresOfAnOrganisationWithoutAreMadeByTheServer) {
  const std::vector<std::string> before = Rows();
  server_.Stop();
  for (const char* table : {"figures", "figure_changes", "person_timelines"}) {
    session_.Execute(std::string("DELETE FROM ") + table);
  }
  session_.Execute("UPDATE figure_states SET is_ready = FALSE");
  server_.Restart();
  admin_ = server_.Admin();
  Await([this] {
    const v1::VerifyComplianceResponse verdict = Verify();
    EXPECT_EQ(verdict.difference_count(), 0);
    EXPECT_TRUE(status_.ok() || ReasonOf(status_) == "FIGURES_NOT_READY") << status_.error_message();
    return status_.ok() && verdict.compared() > 0;
  });
  EXPECT_EQ(Rows(), before);
}

TEST_F(FiguresVerify, IsForAdministratorsAndAuditors) {
  v1::VerifyComplianceRequest verify;
  verify.set_parent(kAlvnas);
  v1::VerifyComplianceResponse verdict;
  for (const auto& [role, may] : {std::pair{v1::ROLE_AUDITOR, true}, std::pair{v1::ROLE_AUTHOR, false},
                                  std::pair{v1::ROLE_MANAGER, false}}) {
    const TestClient client = server_.WithToken(CreateToken(admin_, role));
    EXPECT_EQ(
        client.Call(&v1::ComplianceService::Stub::VerifyCompliance, *client.compliance, verify, &verdict)
            .ok(),
        may);
    v1::RebuildComplianceRequest rebuild;
    rebuild.set_parent(kAlvnas);
    v1::RebuildComplianceResponse response;
    EXPECT_EQ(
        client.Call(&v1::ComplianceService::Stub::RebuildCompliance, *client.compliance, rebuild, &response)
            .error_code(),
        grpc::PERMISSION_DENIED);
  }
}

}  // namespace
}  // namespace nanolearn::testing
