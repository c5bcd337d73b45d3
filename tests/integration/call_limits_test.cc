// Rates by token, organisation and address, and wrong tokens slowed.

#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/storage/mysql/mysql_store.h"
#include "tests/support/demo.h"
#include "tests/support/log_text.h"
#include "tests/support/roster_lock.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

grpc::Status AskStatus(const TestClient& client) {
  v1::GetStatusResponse response;
  return client.Call(&v1::StatusService::Stub::GetStatus, *client.status, v1::GetStatusRequest(), &response);
}

// The seconds of RetryInfo; 0 without it.
int64_t RetryAfter(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  for (const auto& detail : details.details()) {
    google::rpc::RetryInfo retry;
    if (detail.UnpackTo(&retry)) return retry.retry_delay().seconds();
  }
  return 0;
}

TEST(CallLimitsTest, ATokenThatCallsTooOftenIsToldWhenToComeBackAndOthersAreNot) {
  TestServer server([](ServerOptions& options) { options.max_calls_of_token = 5; });
  TestClient admin = server.Admin();
  CreateOrganisation(admin, "alvnas");
  const std::string other = CreateToken(admin, v1::ROLE_AUDITOR);
  grpc::Status status;
  int calls = 2;
  for (; calls < 100 && status.ok(); ++calls) status = AskStatus(admin);
  EXPECT_EQ(calls, 11) << "twice as many at once as in a second, and one that is refused";
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(ReasonOf(status), "RATE_LIMITED");
  EXPECT_EQ(RetryAfter(status), 1);
  EXPECT_TRUE(AskStatus(server.WithToken(other)).ok());
  server.clock().Set(server.clock().Now() + absl::Seconds(1));
  EXPECT_TRUE(AskStatus(admin).ok());
}

TEST(CallLimitsTest, AnOrganisationAndAnAddressHaveLimitsOfTheirOwn) {
  for (const bool by_organisation : {true, false}) {
    TestServer server([&](ServerOptions& options) {
      (by_organisation ? options.max_calls_of_organisation : options.max_calls_of_address) = 10;
    });
    TestClient admin = server.Admin();
    CreateOrganisation(admin, "alvnas");
    std::vector<std::string> tokens;
    for (int i = 0; i < 2; ++i) tokens.push_back(CreateToken(admin, v1::ROLE_AUDITOR));
    int answered = 0;
    for (int i = 0; i < 60; ++i) answered += AskStatus(server.WithToken(tokens[i % 2])).ok();
    EXPECT_LE(answered, 20) << by_organisation;
    EXPECT_GE(answered, 15) << by_organisation;
    EXPECT_EQ(AskStatus(admin).ok(), by_organisation) << "the installation's token is of no organisation";
  }
}

TEST(CallLimitsTest, WrongTokensAreSlowedAndARightOneFromTheSameAddressIsLetIn) {
  TestServer server;
  const TestClient admin = server.Admin();
  int unauthenticated = 0;
  grpc::Status status;
  for (int i = 0; i < 100; ++i) {
    status = AskStatus(server.WithToken(absl::StrCat("nl_wrong", i)));
    unauthenticated += status.error_code() == grpc::StatusCode::UNAUTHENTICATED;
  }
  EXPECT_EQ(unauthenticated, 30);
  EXPECT_EQ(ReasonOf(status), "RATE_LIMITED");
  EXPECT_GE(RetryAfter(status), 1);
  EXPECT_TRUE(AskStatus(admin).ok());
}

TEST(DeadlinesTest, TheDatabaseGivesUpOnACallWhoseCallerHas) {
  TestServer server;
  TestClient admin = server.Admin();
  CreateOrganisation(admin, "alvnas");
  const auto store = *mysql::MysqlStore::Open(server.database());
  const RosterLock lock(*store, "alvnas");  // a list of units waits for it
  const LogText log;
  grpc::ClientContext context;
  admin.Prepare(context);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(300));
  v1::ImportUnitsRequest request;
  request.set_parent("organisations/alvnas");
  request.set_content("code;name;parent;type\nA;Alvn\u00e4s;;MUNICIPALITY\n");
  v1::ImportUnitsResponse response;
  EXPECT_EQ(admin.units->ImportUnits(&context, request, &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  // Without it the call goes on, and is refused in the end for others who change the same all the time.
  EXPECT_TRUE(WaitFor([&] { return absl::StrContains(log.text(), "ImportUnits "); }));
  EXPECT_TRUE(absl::StrContains(log.text(), "ImportUnits DEADLINE_EXCEEDED DEADLINE_EXCEEDED")) << log.text();
}

}  // namespace
}  // namespace nanolearn::testing
