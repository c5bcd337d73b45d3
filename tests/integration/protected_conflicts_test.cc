// What a list left open is not told of somebody who is protected since.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/line_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class ProtectedConflicts : public Lines {
 protected:
  std::vector<v1::SyncRun> Runs() {
    v1::ListSyncRunsRequest request;
    request.set_parent(kAlvnas);
    v1::ListSyncRunsResponse response;
    EXPECT_TRUE(admin_.Call(&v1::SyncRunService::Stub::ListSyncRuns, *admin_.sync_runs, request, &response).ok());
    return {response.runs().begin(), response.runs().end()};
  }
  v1::SyncRun Run(const std::string& name) {
    v1::GetSyncRunRequest request;
    request.set_name(name);
    v1::GetSyncRunResponse response;
    EXPECT_TRUE(admin_.Call(&v1::SyncRunService::Stub::GetSyncRun, *admin_.sync_runs, request, &response).ok());
    return response.run();
  }
};

TEST_F(ProtectedConflicts, AreNotShownAnyMore) {
  // Both have a1@alvnas.example.
  Sync("2026-11-01", {{"A1", "Alm", "20", ""}, {"a1", "Ek", "10", ""}, {"B2", "Dag", "10", ""}, {"b2", "Fors", "10", ""}});
  const std::string name = Runs().front().name();
  ASSERT_THAT(Run(name).conflicts(), SizeIs(2));
  Sync("2026-11-02",
       {{"A1", "Alm", "20", ""}, {"a1", "Ek", "10", "", true}, {"B2", "Dag", "10", ""}, {"b2", "Fors", "10", ""}});
  const v1::SyncRun run = Run(name);
  ASSERT_THAT(run.conflicts(), SizeIs(1)) << run.ShortDebugString();
  EXPECT_EQ(run.ShortDebugString().find("a1@"), std::string::npos);
  for (const v1::SyncRun& one : Runs()) EXPECT_EQ(one.ShortDebugString().find("a1@"), std::string::npos);
}

}  // namespace
}  // namespace nanolearn::testing
