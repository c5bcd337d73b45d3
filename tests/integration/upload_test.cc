// Staff files that come in several calls: nothing is lost, nothing is run twice, nothing is mixed up.

#include "tests/integration/upload_fixture.h"

namespace nanolearn::testing {
namespace {

using grpc::StatusCode;

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

TEST_F(Upload, IsNothingForSomebodyWhoMayNotSync) {
  const std::string token = CreateToken(admin_, v1::ROLE_AUDITOR);
  ASSERT_TRUE(Send(Header("one", 0), 100'000).ok());
  admin_ = server_.WithToken(token);
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
