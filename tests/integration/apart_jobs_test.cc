// What the servers do for all organisations tells none of the others.

#include <gtest/gtest.h>

#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

class JobsApart : public ::testing::Test {
 protected:
  JobsApart() : admin_(server_.Admin()) { CreateOrganisation(admin_, "alvnas"); }

  // A job of nobody's, so that no server writes it anew.
  v1::Job JobAs(const TestClient& client) {
    v1::ListJobsRequest request;
    request.set_parent(kAlvnas);
    v1::ListJobsResponse response;
    EXPECT_TRUE(client.Call(&v1::JobService::Stub::ListJobs, *client.jobs, request, &response).ok());
    for (const v1::Job& job : response.jobs()) {
      if (job.job() == "a-job") return job;
    }
    ADD_FAILURE() << "no job";
    return {};
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(JobsApart, WhatAJobHasDoneAndWhyItFailedIsForTheInstallation) {
  const absl::Time now = server_.clock().Now();
  ASSERT_TRUE(server_.operations()
                  .env.store
                  .Write([&](WriteTransaction& tx) {
                    tx.jobs().Put({.name = "a-job",
                                   .last_start_time = now,
                                   .last_end_time = now,
                                   .last_work_time = now,
                                   .last_result = "erased 3 people who left long ago",
                                   .last_error = "a drop folder cannot be read",
                                   .server = "lar1"});
                    return absl::OkStatus();
                  })
                  .ok());
  const v1::Job whole = JobAs(admin_);
  EXPECT_EQ(whole.last_result(), "erased 3 people who left long ago");
  EXPECT_EQ(whole.last_error(), "a drop folder cannot be read");
  EXPECT_TRUE(whole.has_last_work_time());
  const v1::Job theirs = JobAs(server_.WithToken(CreateToken(admin_, v1::ROLE_AUDITOR)));
  EXPECT_EQ(theirs.last_result(), "");
  EXPECT_EQ(theirs.last_error(), "it has failed; whoever runs the installation sees why");
  EXPECT_FALSE(theirs.has_last_work_time());
  EXPECT_EQ(theirs.server(), "");
  EXPECT_TRUE(theirs.has_last_end_time());
}

}  // namespace
}  // namespace nanolearn::testing
