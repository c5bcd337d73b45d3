#pragma once
// A staff file that is sent in several calls.

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {

inline constexpr size_t kChunkBytes = 64 << 10;
inline constexpr int64_t kLargest = int64_t{256} << 20;

class Upload : public ::testing::Test {
 protected:
  explicit Upload(const std::function<void(ServerOptions&)>& change = {})
      : server_(change), admin_(server_.Admin()), content_(ReadTestData("personal_2026-11.csv")) {
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_);
  }

  // The file as it is asked for under a request id.
  v1::SyncPeopleHeader Header(const std::string& request_id, int64_t first_byte) const {
    v1::SyncPeopleHeader header = HeaderFor("personal", "personal_2026-11.csv", "2026-11-01", request_id);
    header.set_total_bytes(content_.size());
    header.set_first_byte(first_byte);
    return header;
  }

  static void Write(grpc::ClientWriter<v1::SyncPeopleRequest>& writer, const v1::SyncPeopleHeader& header,
                    const std::string& content) {
    v1::SyncPeopleRequest request;
    *request.mutable_header() = header;
    bool open = writer.Write(request);
    for (size_t at = 0; open && at < content.size(); at += kChunkBytes) {
      request.set_chunk(content.substr(at, kChunkBytes));
      open = writer.Write(request);
    }
  }

  // The first call of an upload of so many bytes, with none of them.
  grpc::Status Begin(const std::string& request_id, int64_t total_bytes, const std::string& organisation = kAlvnas) {
    v1::SyncPeopleHeader header = HeaderFor("personal", "personal_2026-11.csv", "2026-11-01", request_id);
    header.set_parent(organisation);
    header.set_total_bytes(total_bytes);
    v1::SyncPeopleResponse response;
    return admin_.Sync(header, "", &response);
  }

  // From `first` to `last` of the file, and the stream ends.
  grpc::Status Send(const v1::SyncPeopleHeader& header, size_t last) {
    response_.Clear();
    grpc::ClientContext context;
    admin_.Prepare(context);
    auto writer = admin_.people->SyncPeople(&context, &response_);
    Write(*writer, header, content_.substr(header.first_byte(), last - header.first_byte()));
    writer->WritesDone();
    return writer->Finish();
  }

  grpc::Status Received(const std::string& request_id, int64_t* bytes) {
    v1::GetSyncUploadRequest request;
    request.set_parent(kAlvnas);
    request.set_request_id(request_id);
    v1::GetSyncUploadResponse response;
    const grpc::Status status =
        admin_.Call(&v1::PersonService::Stub::GetSyncUpload, *admin_.people, request, &response);
    *bytes = response.received_bytes();
    return status;
  }

  void AwaitReceived(const std::string& request_id, int64_t bytes) {
    int64_t received = -1;
    for (const absl::Time deadline = absl::Now() + absl::Seconds(60); absl::Now() < deadline;) {
      if (Received(request_id, &received).ok() && received == bytes) return;
    }
    FAIL() << received << " of " << bytes << " bytes have come";
  }

  // The connection is cut when the server has so much.
  void SendAndCut(const v1::SyncPeopleHeader& header, size_t last) {
    v1::SyncPeopleResponse ignored;
    grpc::ClientContext context;
    admin_.Prepare(context);
    auto writer = admin_.people->SyncPeople(&context, &ignored);
    Write(*writer, header, content_.substr(header.first_byte(), last - header.first_byte()));
    AwaitReceived(header.request_id(), last);
    context.TryCancel();
    EXPECT_FALSE(writer->Finish().ok());
  }

  void ExpectApplied(const grpc::Status& status) {
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response_.run().state(), v1::SYNC_RUN_STATE_APPLIED);
    EXPECT_EQ(response_.run().counts().rows_used(), 2458);
    EXPECT_EQ(response_.received_bytes(), static_cast<int64_t>(content_.size()));
  }

  void ExpectRefused(const grpc::Status& status, grpc::StatusCode code, const std::string& reason) {
    EXPECT_EQ(status.error_code(), code) << status.error_message();
    EXPECT_EQ(ReasonOf(status), reason) << status.error_message();
  }

  void ExpectNothingKept(const std::string& request_id) {
    int64_t received = 0;
    ExpectRefused(Received(request_id, &received), grpc::StatusCode::NOT_FOUND, "UPLOAD_NOT_FOUND");
  }

  int Runs() {
    v1::ListSyncRunsRequest request;
    request.set_parent(kAlvnas);
    v1::ListSyncRunsResponse response;
    EXPECT_TRUE(
        admin_.Call(&v1::SyncRunService::Stub::ListSyncRuns, *admin_.sync_runs, request, &response).ok());
    return response.runs_size();
  }

  TestServer server_;
  TestClient admin_;
  std::string content_;
  v1::SyncPeopleResponse response_;
};

}  // namespace nanolearn::testing
