#pragma once
// Every change that the API can make, each once, and what the audit says of it.

#include <string>
#include <vector>

#include "tests/integration/audit_fixture.h"

namespace nanolearn::testing {

class AuditOfChanges : public AuditFixture {
 protected:
  void ChangeTokensAndGrants();
  void ChangeTheOrganisation();
  void ChangeProgrammes();
  void ChangeMails();
  void ChangeCompletions();
  void ChangeAssignments();
  void ChangeLinks();
  void ChangeReports();
  void ChangeSubscriptions();
  void ChangeThePeople();
  void DecideAboutLists();
  // `person` has left.
  void Forget(const std::string& person);

  // Sends a list twice with the same request id.
  v1::SyncRun SyncOnce(const std::vector<Employee>& employees, const std::string& effective) {
    const size_t before = Chain().size();
    const v1::SyncPeopleHeader header =
        HeaderFor("personal", "personal.csv", effective, absl::StrCat("list-", effective));
    v1::SyncPeopleResponse response;
    for (int i = 0; i < 2; ++i) {
      const grpc::Status status = admin_.Sync(header, ListOf(employees), &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      last_ = OneAdded(before, "SyncPeople");
    }
    EXPECT_EQ(last_.origin, AdminOrigin());
    EXPECT_EQ(last_.resource, response.run().name());
    EXPECT_EQ(last_.request_id, header.request_id());
    return response.run();
  }

  // The name of the run, which is held.
  std::string ApproveOnce(const v1::SyncRun& run) {
    v1::ApproveSyncRunRequest approve;
    approve.set_name(run.name());
    approve.set_request_id(absl::StrCat("approve-", run.effective_date()));
    Once(&v1::SyncRunService::Stub::ApproveSyncRun, *admin_.sync_runs, approve);
    EXPECT_EQ(last_.resource, run.name());
    EXPECT_EQ(last_.details["state"], "APPLIED");
    return run.name();
  }
};

}  // namespace nanolearn::testing
