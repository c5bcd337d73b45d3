#include "service/storage/mysql/job_table.h"

#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class JobTableTest : public TableTest {
 protected:
  mysql::MysqlJobTable jobs_{session_};
};

TEST_F(JobTableTest, ARunWithoutWorkKeepsWhatCameOfTheLastWork) {
  jobs_.Put({.name = "mail",
             .last_start_time = kNow,
             .last_end_time = kNow,
             .last_work_time = kNow,
             .last_result = "sent 3 mails",
             .server = "a"});
  jobs_.Put({.name = "mail",
             .last_start_time = kNow + absl::Seconds(10),
             .last_end_time = kNow + absl::Seconds(11),
             .last_error = "the mail server cannot be reached",
             .server = "b"});
  const std::vector<Job> jobs = jobs_.List();
  ASSERT_THAT(jobs, SizeIs(1));
  EXPECT_EQ(jobs[0].last_end_time, kNow + absl::Seconds(11));
  EXPECT_EQ(jobs[0].last_work_time, kNow);
  EXPECT_EQ(jobs[0].last_result, "sent 3 mails");
  EXPECT_EQ(jobs[0].last_error, "the mail server cannot be reached");
  EXPECT_EQ(jobs[0].server, "b");
}

TEST_F(JobTableTest, WhatHasNeverBeenIsNever) {
  jobs_.Put({.name = "overdue", .last_start_time = kNow});
  EXPECT_EQ(jobs_.List().at(0).last_work_time, absl::InfinitePast());
}

}  // namespace
}  // namespace nanolearn::testing
