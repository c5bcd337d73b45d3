// While an installation is upgraded, the schema is newer than servers that still run.

#include <gtest/gtest.h>

#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"
#include "tests/support/test_server.h"

namespace nanolearn::testing {
namespace {

// What the next release's `migrate` may do.
void Expand(const mysql::ConnectionOptions& database) {
  mysql::Session session(database);
  session.Run("CREATE TABLE next_release (id BIGINT UNSIGNED NOT NULL, PRIMARY KEY (id))");
  for (const char* const table :
       {"completions", "assignments", "people", "organisations", "programmes", "modules", "events", "audit_entries"}) {
    session.Run(std::string("ALTER TABLE ") + table +
                " ADD COLUMN of_next_release INT NULL, ADD KEY by_next_release (of_next_release)");
  }
  session.Run(
      "INSERT INTO schema_migrations (version, name, checksum, apply_time) VALUES (999, 'later', '', '2027-01-01')");
}

TEST(Upgrade, AServerThatRunsGoesOnWithANewerSchemaAndOneThatStartsRefuses) {
  TestServer server;
  Expand(server.database());
  TestClient admin = server.Admin();
  LoadDemo(admin);
  v1::ListAssignmentsRequest list;
  list.add_states(v1::ASSIGNMENT_STATE_NOT_YET_DUE);
  v1::RecordCompletionRequest request;
  request.set_assignment(AllAssignments(admin, list).at(0).name());
  v1::RecordCompletionResponse response;
  const grpc::Status status =
      admin.Call(&v1::CompletionService::Stub::RecordCompletion, *admin.completions, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  v1::VerifyComplianceRequest verify;
  verify.set_parent(kAlvnas);
  v1::VerifyComplianceResponse verdict;
  EXPECT_TRUE(admin.Call(&v1::ComplianceService::Stub::VerifyCompliance, *admin.compliance, verify, &verdict).ok());
  EXPECT_EQ(verdict.difference_count(), 0);

  const auto another = Server::Start(server.options(), server.clock());
  EXPECT_EQ(another.status().code(), absl::StatusCode::kFailedPrecondition) << another.status();
  EXPECT_NE(another.status().message().find("start the newer nanolearnd"), std::string::npos) << another.status();
}

}  // namespace
}  // namespace nanolearn::testing
