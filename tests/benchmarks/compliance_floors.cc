#include "tests/benchmarks/compliance_floors.h"

#include "service/storage/mysql/session.h"
#include "tests/benchmarks/group.h"
#include "tests/benchmarks/load.h"

namespace nanolearn::benchmarks {
namespace {

constexpr char kGroupBy[] =
    "SELECT e.unit_id, COUNT(*), SUM(a.complete_date IS NOT NULL) FROM assignments a JOIN engagements e ON "
    "e.organisation_id = a.organisation_id AND e.person_id = a.person_id WHERE e.valid_from <= CURRENT_DATE "
    "AND e.valid_to > CURRENT_DATE AND a.open_date <= CURRENT_DATE GROUP BY e.unit_id";

}  // namespace

ComplianceFloors MeasureComplianceFloors(testing::TestClient& client,
                                         const mysql::ConnectionOptions& database, int runs,
                                         int group_by_runs) {
  mysql::Session session(database, absl::Minutes(20));
  Id organisation_id = kNoId, assignment_id = kNoId;
  session.Query("SELECT organisation_id, id FROM assignments LIMIT 1", {}, [&](const mysql::Row& row) {
    organisation_id = row.GetId(0);
    assignment_id = row.GetId(1);
  });
  const auto select = [&] {
    session.Query("SELECT due_date FROM assignments WHERE organisation_id = ? AND id = ?",
                  {organisation_id, assignment_id}, [](const mysql::Row&) {});
  };
  const auto status = [&] {
    v1::GetStatusResponse response;
    Check(client.Call(&v1::StatusService::Stub::GetStatus, *client.status, {}, &response));
  };
  select();
  status();
  return {.point_select = MedianMilliseconds(20 * runs, select),
          .empty_call = MedianMilliseconds(20 * runs, status),
          .group_by = MedianMilliseconds(group_by_runs,
                                         [&] { session.Query(kGroupBy, {}, [](const mysql::Row&) {}); })};
}

}  // namespace nanolearn::benchmarks
