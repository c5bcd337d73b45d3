// Every call that changes something takes a request id, and made again it changes nothing and leaves no second entry.

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <set>

#include "service/rpc/method_access.h"
#include "tests/integration/audit_fixture.h"
#include "tests/support/forgetful_store.h"
#include "tests/support/generic_call.h"

namespace nanolearn::testing {
namespace {

using RequestIds = AuditFixture;

TEST(RequestIdsTest, EveryMethodThatChangesSomethingTakesOne) {
  // In their parts, by whose own keys they are known again; a test is sent each time that it is asked for.
  const std::set<std::string> without = {"AttestSession", "BatchRecordCompletions", "ImportCompletions", "SyncPeople",
                                         "TestSubscription"};
  for (const google::protobuf::MethodDescriptor* method : AllMethods()) {
    const rpc::MethodAccess* access = rpc::AccessOf(method->name());
    ASSERT_NE(access, nullptr) << method->name();
    if (access->trace != rpc::Trace::kChange || without.contains(method->name())) continue;
    EXPECT_NE(method->input_type()->FindFieldByName("request_id"), nullptr) << method->name();
  }
}

TEST_F(RequestIds, OfAnUpdateGivesTheSameAnswerAndOneEntry) {
  using Stub = v1::OrganisationService::Stub;
  v1::UpdateOrganisationRequest update;
  update.mutable_organisation()->set_name(kAlvnas);
  update.mutable_organisation()->set_display_name("Älvnäs");
  update.mutable_update_mask()->add_paths("display_name");
  update.set_request_id("rename");
  const auto first = Once(&Stub::UpdateOrganisation, *admin_.organisations, update);
  EXPECT_EQ(last_.request_id, "rename");
  v1::Organisation again;
  ASSERT_TRUE(admin_.Call(&Stub::UpdateOrganisation, *admin_.organisations, update, &again).ok());
  EXPECT_EQ(again.etag(), first.etag());
  update.mutable_organisation()->set_display_name("Något annat");
  EXPECT_EQ(ReasonOf(admin_.Call(&Stub::UpdateOrganisation, *admin_.organisations, update, &again)), "REQUEST_ID_REUSED");
}

TEST_F(RequestIds, OfARevocationRemembersHowManyLinksThereWere) {
  using Stub = v1::LinkService::Stub;
  v1::CreateLinkRequest create;
  create.set_assignment(AssignmentOf("Anna"));
  create.set_request_id("link");
  const auto link = Once(&Stub::CreateLink, *admin_.links, create);
  v1::Link same;
  ASSERT_TRUE(admin_.Call(&Stub::CreateLink, *admin_.links, create, &same).ok());
  EXPECT_EQ(same.code(), link.code());
  v1::RevokeLinksRequest revoke;
  revoke.set_parent(kAlvnas);
  revoke.set_person(PersonOf("Anna"));
  revoke.set_request_id("revocation");
  EXPECT_EQ(Once(&Stub::RevokeLinks, *admin_.links, revoke).revoked(), 1);
  v1::RevokeLinksResponse again;
  ASSERT_TRUE(admin_.Call(&Stub::RevokeLinks, *admin_.links, revoke, &again).ok());
  EXPECT_EQ(again.revoked(), 1);
}

TEST_F(RequestIds, OfADeletionAreWhatMakesItGoodTheSecondTime) {
  using Stub = v1::ReportService::Stub;
  v1::SetReportScheduleRequest schedule;
  schedule.mutable_schedule()->set_name(absl::StrCat(kAlvnas, "/reportSchedules/board"));
  schedule.mutable_schedule()->set_kind(v1::REPORT_KIND_BOARD);
  schedule.mutable_schedule()->set_unit(absl::StrCat(kAlvnas, "/units/1004"));
  schedule.mutable_schedule()->set_every(v1::REPORT_INTERVAL_QUARTER);
  schedule.mutable_schedule()->set_days_after(5);
  schedule.mutable_schedule()->add_recipients("kim.holm@alvnas.example");
  schedule.set_request_id("schedule");
  Once(&Stub::SetReportSchedule, *admin_.reports, schedule);
  v1::DeleteReportScheduleRequest remove;
  remove.set_name(schedule.schedule().name());
  remove.set_request_id("deletion");
  Once(&Stub::DeleteReportSchedule, *admin_.reports, remove);
  v1::DeleteReportScheduleResponse response;
  EXPECT_TRUE(admin_.Call(&Stub::DeleteReportSchedule, *admin_.reports, remove, &response).ok());
  remove.set_request_id("another");
  EXPECT_EQ(ReasonOf(admin_.Call(&Stub::DeleteReportSchedule, *admin_.reports, remove, &response)), "SCHEDULE_NOT_FOUND");
}

TEST_F(RequestIds, LeaveOneEntryAlsoWhenNobodyKnewWhetherItWasWritten) {
  const Environment& real = server_.operations().env;
  ForgetfulStore forgetful(real.store);
  Operations operations(Environment{forgetful, real.clock, real.ids, real.keys});
  Caller admin;
  admin.token.role = Role::kAdmin;
  ASSERT_TRUE(operations.organisations.Update(admin, "alvnas", {.display_name = "Älvnäs"}, "").ok());
  ASSERT_TRUE(operations.learner_links.Create(admin, "alvnas", IdOf(AssignmentOf("Anna")), 0).ok());
  const auto revoked = operations.learner_links.Revoke(admin, "alvnas", {}, PersonOf("Anna"));
  ASSERT_TRUE(revoked.ok());
  EXPECT_EQ(*revoked, 1);
  for (const char* action : {"UpdateOrganisation", "CreateLink", "RevokeLinks"}) {
    EXPECT_EQ(Entries(action).size(), 1u) << action;
  }
}

}  // namespace
}  // namespace nanolearn::testing
