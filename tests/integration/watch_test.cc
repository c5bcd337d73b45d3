// WatchCompliance: what is sent, when, and how it ends.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/support/demo.h"
#include "tests/support/test_server.h"

namespace nanolearn::testing {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Reader = std::unique_ptr<grpc::ClientReader<v1::WatchComplianceResponse>>;

class WatchTest : public ::testing::Test {
 protected:
  WatchTest() {
    TestClient admin = server_.Admin();
    LoadDemo(admin);
    ServerOptions options = server_.options();
    options.http = "";
    auto other = Server::Start(options, server_.clock());
    EXPECT_TRUE(other.ok()) << other.status();
    other_ = *std::move(other);
    channel_ = grpc::CreateChannel(other_->address(), grpc::InsecureChannelCredentials());
  }

  // By way of the other server.
  Reader Watch(grpc::ClientContext& context) {
    TestClient client(channel_, server_.admin_token());
    client.Prepare(context);
    v1::WatchComplianceRequest request;
    request.set_parent(kAlvnas);
    stub_ = v1::ComplianceService::NewStub(channel_);
    return stub_->WatchCompliance(&context, request);
  }

  void CompleteFirst() {
    TestClient admin = server_.Admin();
    v1::ListAssignmentsRequest list;
    list.add_states(v1::ASSIGNMENT_STATE_NOT_YET_DUE);
    v1::RecordCompletionRequest request;
    request.set_assignment(AllAssignments(admin, list).at(0).name());
    v1::RecordCompletionResponse response;
    const grpc::Status status =
        admin.Call(&v1::CompletionService::Stub::RecordCompletion, *admin.completions, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  TestServer server_;
  std::unique_ptr<Server> other_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::ComplianceService::Stub> stub_;
};

TEST_F(WatchTest, ShowsAChangeThroughAnotherServerWithinASecond) {
  grpc::ClientContext context;
  const Reader reader = Watch(context);
  v1::WatchComplianceResponse first, next;
  ASSERT_TRUE(reader->Read(&first));
  EXPECT_EQ(first.as_of(), "2026-11-24");
  ASSERT_EQ(first.rows_size(), 1);
  CompleteFirst();
  const auto acknowledged = SteadyClock::now();
  ASSERT_TRUE(reader->Read(&next));
  const auto late = std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - acknowledged);
  std::printf("seen after %d ms\n", static_cast<int>(late.count()));
  EXPECT_LT(late, std::chrono::seconds(5)) << "a second on a machine that is not busy";
  EXPECT_EQ(next.rows(0).assignments().completed(), first.rows(0).assignments().completed() + 1);
  context.TryCancel();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(WatchTest, ShowsTheNextDayWhenItComes) {
  grpc::ClientContext context;
  const Reader reader = Watch(context);
  v1::WatchComplianceResponse first, next;
  ASSERT_TRUE(reader->Read(&first));
  server_.clock().SetDay(Date(2026, 12, 3));  // everything is overdue
  ASSERT_TRUE(reader->Read(&next));
  EXPECT_EQ(next.as_of(), "2026-12-03");
  EXPECT_GT(next.rows(0).overdue(), 0);
}

TEST_F(WatchTest, EndsWhenTheServerStops) {
  grpc::ClientContext context;
  const Reader reader = Watch(context);
  v1::WatchComplianceResponse response;
  ASSERT_TRUE(reader->Read(&response));
  const auto start = SteadyClock::now();
  std::thread stop([this] { other_.reset(); });
  EXPECT_FALSE(reader->Read(&response));
  const grpc::Status status = reader->Finish();
  stop.join();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
  EXPECT_EQ(ReasonOf(status), "SERVER_STOPPING");
  EXPECT_LT(SteadyClock::now() - start, std::chrono::seconds(8)) << "the server waited for it";
}

TEST_F(WatchTest, RefusesWhoMayNotAndWhatIsNotThere) {
  grpc::ClientContext context;
  TestClient(channel_, "").Prepare(context);
  v1::WatchComplianceRequest request;
  request.set_parent(kAlvnas);
  stub_ = v1::ComplianceService::NewStub(channel_);
  v1::WatchComplianceResponse response;
  Reader reader = stub_->WatchCompliance(&context, request);
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);

  grpc::ClientContext other;
  TestClient(channel_, server_.admin_token()).Prepare(other);
  request.set_unit("organisations/alvnas/units/NONE");
  reader = stub_->WatchCompliance(&other, request);
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(ReasonOf(reader->Finish()), "UNIT_NOT_FOUND");
}

TEST_F(WatchTest, ManyMayWatchAndTooManyAreRefused) {
  constexpr int kStreams = 200;
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<Reader> readers;
  v1::WatchComplianceResponse response;
  for (int i = 0; i < kStreams; ++i) {
    readers.push_back(Watch(*contexts.emplace_back(std::make_unique<grpc::ClientContext>())));
    ASSERT_TRUE(readers.back()->Read(&response)) << i;
  }
  grpc::ClientContext one_more;
  const Reader refused = Watch(one_more);
  EXPECT_FALSE(refused->Read(&response));
  EXPECT_EQ(ReasonOf(refused->Finish()), "TOO_MANY_STREAMS");
  CompleteFirst();
  for (const Reader& reader : readers) EXPECT_TRUE(reader->Read(&response));
}

}  // namespace
}  // namespace nanolearn::testing
