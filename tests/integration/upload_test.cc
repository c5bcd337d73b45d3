// Staff files that come in several calls: nothing is lost, nothing is run twice, nothing is mixed up.

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using grpc::StatusCode;

constexpr size_t kChunkBytes = 64 << 10;

class Upload : public ::testing::Test {
 protected:
  Upload() : admin_(server_.Admin()), content_(ReadTestData("personal_2026-11.csv")) {
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

  void ExpectRefused(const grpc::Status& status, StatusCode code, const std::string& reason) {
    EXPECT_EQ(status.error_code(), code) << status.error_message();
    EXPECT_EQ(ReasonOf(status), reason) << status.error_message();
  }

  void ExpectNothingKept(const std::string& request_id) {
    int64_t received = 0;
    ExpectRefused(Received(request_id, &received), StatusCode::NOT_FOUND, "UPLOAD_NOT_FOUND");
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

TEST_F(Upload, ComesInTwoCallsAndIsRunWhenAllOfItIsThere) {
  ASSERT_TRUE(Send(Header("one", 0), 100'000).ok());
  EXPECT_FALSE(response_.has_run());
  EXPECT_EQ(response_.received_bytes(), 100'000);
  EXPECT_EQ(Runs(), 0);
  int64_t received = 0;
  ASSERT_TRUE(Received("one", &received).ok());
  EXPECT_EQ(received, 100'000);
  ExpectApplied(Send(Header("one", received), content_.size()));
  ExpectNothingKept("one");
  EXPECT_EQ(Runs(), 1);
}

TEST_F(Upload, InOneCallIsLikeAnyOther) { ExpectApplied(Send(Header("one", 0), content_.size())); }

TEST_F(Upload, GoesOnAfterTheConnectionWasCut) {
  SendAndCut(Header("one", 0), 100'000);
  SendAndCut(Header("one", 100'000), 200'000);
  ExpectApplied(Send(Header("one", 200'000), content_.size()));
}

TEST_F(Upload, ThatWasCutBehindItsLastByteIsRunByACallWithoutAnyMore) {
  SendAndCut(Header("one", 0), content_.size());
  EXPECT_EQ(Runs(), 0) << "nobody waited for the answer";
  ExpectApplied(Send(Header("one", content_.size()), content_.size()));
}

TEST_F(Upload, GoesOnAfterARestartOfTheServer) {
  ASSERT_TRUE(Send(Header("one", 0), 100'000).ok());
  server_.Restart();
  admin_ = server_.Admin();
  int64_t received = 0;
  ASSERT_TRUE(Received("one", &received).ok());
  EXPECT_EQ(received, 100'000);
  ExpectApplied(Send(Header("one", received), content_.size()));
}

TEST_F(Upload, GoesOnWhereItStoppedAndNowhereElse) {
  ASSERT_TRUE(Send(Header("one", 0), 100'000).ok());
  for (const int64_t wrong : {0, 99'999, 100'001}) {
    const grpc::Status status = Send(Header("one", wrong), content_.size());
    ExpectRefused(status, StatusCode::FAILED_PRECONDITION, "UPLOAD_POSITION");
    EXPECT_EQ(MetadataOf(status, "received_bytes"), "100000");
  }
  ExpectRefused(Send(Header("another", 1), 100'000), StatusCode::FAILED_PRECONDITION, "UPLOAD_POSITION");
  ExpectApplied(Send(Header("one", 100'000), content_.size()));
}

TEST_F(Upload, IsOneRequestWhateverTheNumberOfCalls) {
  ASSERT_TRUE(Send(Header("one", 0), 100'000).ok());
  v1::SyncPeopleHeader other = Header("one", 100'000);
  other.set_effective_date("2026-11-02");
  ExpectRefused(Send(other, content_.size()), StatusCode::ALREADY_EXISTS, "REQUEST_ID_REUSED");
  other = Header("one", 100'000);
  other.set_source("bolag");
  ExpectRefused(Send(other, content_.size()), StatusCode::ALREADY_EXISTS, "REQUEST_ID_REUSED");
  other = Header("one", 100'000);
  other.set_total_bytes(content_.size() + 1);
  ExpectRefused(Send(other, content_.size()), StatusCode::ALREADY_EXISTS, "REQUEST_ID_REUSED");
  ExpectApplied(Send(Header("one", 100'000), content_.size()));
}

TEST_F(Upload, AgainUnderTheSameRequestIdHasTheSameAnswerAndDoesNothing) {
  ExpectApplied(Send(Header("one", 0), content_.size()));
  const std::string answer = response_.SerializeAsString();
  ExpectApplied(Send(Header("one", 0), content_.size()));
  EXPECT_EQ(response_.SerializeAsString(), answer);
  EXPECT_EQ(Runs(), 1);
  content_[content_.size() / 2] ^= 1;  // other content
  ExpectRefused(Send(Header("one", 0), content_.size()), StatusCode::ALREADY_EXISTS, "REQUEST_ID_REUSED");
  ExpectNothingKept("one");
}

TEST_F(Upload, ThatIsRefusedIsNotKept) {
  content_.assign(200'000, '\0');
  ExpectRefused(Send(Header("one", 0), content_.size()), StatusCode::INVALID_ARGUMENT, "NOT_TEXT");
  ExpectNothingKept("one");
}

TEST_F(Upload, ThatNobodyGoesOnWithIsForgottenAfterADay) {
  ASSERT_TRUE(Send(Header("one", 0), 100'000).ok());
  // What has come is noted with the database's clock.
  server_.clock().Set(absl::Now() + absl::Hours(23));
  ASSERT_TRUE(Send(Header("two", 0), 100'000).ok());
  int64_t received = 0;
  EXPECT_TRUE(Received("one", &received).ok());
  server_.clock().Set(absl::Now() + absl::Hours(25));
  ASSERT_TRUE(Send(Header("three", 0), 100'000).ok());
  ExpectNothingKept("one");
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

TEST_F(Upload, IsNothingForSomebodyWhoMayNotSync) {
  v1::CreateTokenRequest create;
  create.set_parent(kAlvnas);
  create.mutable_token()->set_display_name("auditor");
  create.mutable_token()->set_role(v1::ROLE_AUDITOR);
  v1::CreateTokenResponse token;
  ASSERT_TRUE(admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, create, &token).ok());
  ASSERT_TRUE(Send(Header("one", 0), 100'000).ok());
  admin_ = server_.WithToken(token.secret());
  int64_t received = 0;
  ExpectRefused(Received("one", &received), StatusCode::PERMISSION_DENIED, "NOT_ALLOWED");
  ExpectRefused(Send(Header("one", 100'000), content_.size()), StatusCode::PERMISSION_DENIED, "NOT_ALLOWED");
}

TEST_F(Upload, StillTellsOldCallersWhatTheyKnow) {
  ExpectApplied(Send(Header("one", 0), content_.size()));
  const auto number = [&](const char* field) {
    return response_.GetReflection()->GetInt32(response_, response_.GetDescriptor()->FindFieldByName(field));
  };
  EXPECT_EQ(number("rows"), 2458);
  EXPECT_EQ(number("rows_used"), 2458);
  EXPECT_EQ(number("people_added"), 2402);
  EXPECT_EQ(number("engagements_added"), 2458);
}

}  // namespace
}  // namespace nanolearn::testing
