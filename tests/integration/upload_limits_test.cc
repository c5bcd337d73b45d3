// What an upload may not be, how many there may be, and how long one may take.

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "tests/integration/upload_fixture.h"

namespace nanolearn::testing {
namespace {

using grpc::StatusCode;

TEST_F(Upload, AnOrganisationBeginsNoMoreThanItMayKeep) {
  for (const std::string request_id : {"one", "two", "three", "four"}) ASSERT_TRUE(Begin(request_id, kLargest).ok());
  ExpectRefused(Begin("five", 1), StatusCode::RESOURCE_EXHAUSTED, "TOO_MANY_UPLOADS");
  EXPECT_TRUE(Begin("four", kLargest).ok()) << "what was begun goes on";
  CreateOrganisation(admin_, "grannby");
  EXPECT_TRUE(Begin("five", kLargest, "organisations/grannby").ok()) << "others are not kept waiting";
  server_.clock().Set(absl::Now() + absl::Hours(25));
  EXPECT_TRUE(Begin("five", kLargest).ok()) << "what nobody goes on with is gone after a day";
}

TEST_F(Upload, AlsoOfSmallFilesOnlySoManyAreBegun) {
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(Begin(absl::StrCat("r", i), 1).ok()) << i;
  ExpectRefused(Begin("one more", 1), StatusCode::INVALID_ARGUMENT, "INVALID_FIELD");
  ExpectRefused(Begin("one-more", 1), StatusCode::RESOURCE_EXHAUSTED, "TOO_MANY_UPLOADS");
  const v1::SyncPeopleHeader whole = HeaderFor("personal", "personal_2026-11.csv", "2026-11-01");
  EXPECT_TRUE(Send(whole, content_.size()).ok()) << "a file that comes in one call is not kept";
}

TEST_F(Upload, OfSeveralThatBeginAtOnceAsManyDoAsThereIsRoomFor) {
  for (const std::string request_id : {"one", "two", "three"}) ASSERT_TRUE(Begin(request_id, kLargest).ok());
  std::atomic<int> begun = 0;
  {
    std::vector<std::jthread> others;
    for (int i = 0; i < 3; ++i) {
      others.emplace_back([&, i] { begun += Begin(absl::StrCat("r", i), kLargest).ok(); });
    }
  }
  EXPECT_EQ(begun, 1);
}

// A second and a half is the time that a file has.
class SlowUpload : public Upload {
 protected:
  SlowUpload() : Upload([](ServerOptions& options) { options.upload_time = absl::Milliseconds(1500); }) {}
};

TEST_F(SlowUpload, MakesRoomForOthersAndGoesOnLater) {
  std::vector<grpc::ClientContext> contexts(4);
  std::vector<v1::SyncPeopleResponse> ignored(contexts.size());
  std::vector<std::unique_ptr<grpc::ClientWriter<v1::SyncPeopleRequest>>> writers;
  for (size_t i = 0; i < contexts.size(); ++i) {
    admin_.Prepare(contexts[i]);
    writers.push_back(admin_.people->SyncPeople(&contexts[i], &ignored[i]));
    Write(*writers[i], Header(absl::StrCat("r", i), 0), content_.substr(0, 1000));
  }
  // None of them says that this was all.
  for (const auto& writer : writers) {
    ExpectRefused(writer->Finish(), StatusCode::DEADLINE_EXCEEDED, "UPLOAD_TOO_SLOW");
  }
  int64_t received = 0;
  ASSERT_TRUE(Received("r0", &received).ok());
  EXPECT_EQ(received, 1000);
  ExpectApplied(Send(Header("r0", received), content_.size()));
}

TEST_F(Upload, SaysWhatItMeans) {
  v1::SyncPeopleHeader header = Header("", 0);
  ExpectRefused(Send(header, 0), StatusCode::INVALID_ARGUMENT, "INVALID_FIELD");
  header = Header("one", 0);
  header.set_total_bytes(-1);
  ExpectRefused(Send(header, 0), StatusCode::INVALID_ARGUMENT, "INVALID_FIELD");
  header.set_total_bytes(int64_t{257} << 20);
  ExpectRefused(Send(header, 0), StatusCode::RESOURCE_EXHAUSTED, "UPLOAD_TOO_LARGE");
  header.set_total_bytes(1000);
  ExpectRefused(Send(header, 1001), StatusCode::INVALID_ARGUMENT, "INVALID_FIELD");
  EXPECT_EQ(Runs(), 0);
}

}  // namespace
}  // namespace nanolearn::testing
