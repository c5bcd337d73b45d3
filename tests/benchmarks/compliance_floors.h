#pragma once
// What questions about figures are held against, in the same run.

#include "service/storage/mysql/connection_options.h"
#include "tests/support/test_server.h"

namespace nanolearn::benchmarks {

// Milliseconds.
struct ComplianceFloors {
  double point_select = 0;  // one assignment by its key
  double empty_call =
      0;  // a call that asks for the server's status: transport, token, one look at the database
  double group_by = 0;  // today's assignments counted by unit, without distinct people or anything below
};

ComplianceFloors MeasureComplianceFloors(testing::TestClient& client,
                                         const mysql::ConnectionOptions& database, int runs,
                                         int group_by_runs);

}  // namespace nanolearn::benchmarks
