// The life of a token: rotation, use, and those of the installation.

#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

class TokensTest : public ::testing::Test {
 protected:
  TokensTest() : admin_(server_.Admin()) { CreateOrganisation(admin_, "alvnas"); }

  // `parent` empty: of the installation.
  v1::CreateTokenResponse NewToken(const std::string& parent, v1::Role role = v1::ROLE_ADMIN) {
    v1::CreateTokenRequest request;
    request.set_parent(parent);
    request.mutable_token()->set_display_name("test");
    request.mutable_token()->set_role(role);
    v1::CreateTokenResponse response;
    const grpc::Status status =
        admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  grpc::Status Rotate(const std::string& name, v1::RotateTokenResponse* response, int overlap_minutes = 60,
                      const std::string& request_id = "") {
    v1::RotateTokenRequest request;
    request.set_name(name);
    request.set_overlap_minutes(overlap_minutes);
    request.set_request_id(request_id);
    return admin_.Call(&v1::TokenService::Stub::RotateToken, *admin_.tokens, request, response);
  }

  grpc::Status Revoke(const TestClient& client, const std::string& name) {
    v1::RevokeTokenRequest request;
    request.set_name(name);
    v1::Token response;
    return client.Call(&v1::TokenService::Stub::RevokeToken, *client.tokens, request, &response);
  }

  grpc::Status Ask(const std::string& secret) {
    const TestClient client = server_.WithToken(secret);
    v1::GetStatusResponse response;
    return client.Call(&v1::StatusService::Stub::GetStatus, *client.status, v1::GetStatusRequest(), &response);
  }

  std::vector<v1::Token> List(const std::string& parent) {
    v1::ListTokensRequest request;
    request.set_parent(parent);
    v1::ListTokensResponse response;
    EXPECT_TRUE(admin_.Call(&v1::TokenService::Stub::ListTokens, *admin_.tokens, request, &response).ok());
    return {response.tokens().begin(), response.tokens().end()};
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(TokensTest, BothSecretsAreGoodDuringTheOverlapAndThenTheNewOneAlone) {
  const v1::CreateTokenResponse made = NewToken(kAlvnas);
  v1::RotateTokenResponse rotated;
  ASSERT_TRUE(Rotate(made.token().name(), &rotated).ok());
  EXPECT_NE(rotated.secret(), made.secret());
  EXPECT_TRUE(Ask(made.secret()).ok());
  EXPECT_TRUE(Ask(rotated.secret()).ok());
  server_.clock().Set(server_.clock().Now() + absl::Minutes(61));
  EXPECT_EQ(ReasonOf(Ask(made.secret())), "TOKEN_EXPIRED");
  EXPECT_TRUE(Ask(rotated.secret()).ok());
}

TEST_F(TokensTest, WithoutAnOverlapTheOldSecretEndsAtOnceAndASecondRotationForgetsTheFirst) {
  const v1::CreateTokenResponse made = NewToken(kAlvnas);
  v1::RotateTokenResponse first, second;
  ASSERT_TRUE(Rotate(made.token().name(), &first, 0).ok());
  EXPECT_EQ(ReasonOf(Ask(made.secret())), "TOKEN_EXPIRED");
  ASSERT_TRUE(Rotate(made.token().name(), &second).ok());
  EXPECT_EQ(ReasonOf(Ask(made.secret())), "BAD_TOKEN");
  EXPECT_TRUE(Ask(first.secret()).ok());
  EXPECT_TRUE(Ask(second.secret()).ok());
  ASSERT_TRUE(Revoke(admin_, made.token().name()).ok());
  EXPECT_EQ(ReasonOf(Ask(first.secret())), "TOKEN_REVOKED");
  EXPECT_EQ(ReasonOf(Ask(second.secret())), "TOKEN_REVOKED");
  EXPECT_EQ(ReasonOf(Rotate(made.token().name(), &second)), "TOKEN_IS_OVER");
}

TEST_F(TokensTest, ARotationIsDoneOnceForARequestId) {
  const v1::CreateTokenResponse made = NewToken(kAlvnas);
  v1::RotateTokenResponse first, again;
  ASSERT_TRUE(Rotate(made.token().name(), &first, 60, "r1").ok());
  EXPECT_EQ(ReasonOf(Rotate(made.token().name(), &again, 60, "r1")), "TOKEN_EXISTS");
  EXPECT_TRUE(Ask(first.secret()).ok());
  EXPECT_EQ(FieldsOf(Rotate(made.token().name(), &again, 43201)), std::vector<std::string>{"overlap"});
}

TEST_F(TokensTest, TheLastUseIsSeenToTheMinute) {
  const v1::CreateTokenResponse made = NewToken(kAlvnas);
  EXPECT_FALSE(List(kAlvnas).front().has_last_use_time());
  ASSERT_TRUE(Ask(made.secret()).ok());
  const int64_t first = List(kAlvnas).front().last_use_time().seconds();
  EXPECT_EQ(first, absl::ToUnixSeconds(server_.clock().Now()));
  server_.clock().Set(server_.clock().Now() + absl::Seconds(30));
  ASSERT_TRUE(Ask(made.secret()).ok());
  EXPECT_EQ(List(kAlvnas).front().last_use_time().seconds(), first);
  server_.clock().Set(server_.clock().Now() + absl::Seconds(31));
  ASSERT_TRUE(Ask(made.secret()).ok());
  EXPECT_EQ(List(kAlvnas).front().last_use_time().seconds(), first + 61);
}

TEST_F(TokensTest, TheInstallationsTokensAreItsOwnAffairAndTheLastAdministratorCannotBeShutOut) {
  const v1::Token first = List("").front();
  EXPECT_TRUE(absl::StartsWith(first.name(), "tokens/")) << first.name();
  EXPECT_EQ(ReasonOf(Revoke(admin_, first.name())), "LAST_TOKEN");
  const v1::CreateTokenResponse second = NewToken("");
  EXPECT_EQ(List("").size(), 2u);
  ASSERT_TRUE(Revoke(server_.WithToken(second.secret()), first.name()).ok());
  EXPECT_EQ(ReasonOf(Ask(server_.admin_token())), "TOKEN_REVOKED");
  EXPECT_TRUE(Ask(second.secret()).ok());
}

TEST_F(TokensTest, NobodyOfAnOrganisationSeesOrMakesTokensOfTheInstallation) {
  const TestClient ours = server_.WithToken(NewToken(kAlvnas).secret());
  v1::ListTokensRequest list;
  v1::ListTokensResponse listed;
  EXPECT_EQ(ours.Call(&v1::TokenService::Stub::ListTokens, *ours.tokens, list, &listed).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  v1::CreateTokenRequest create;
  create.mutable_token()->set_display_name("test");
  create.mutable_token()->set_role(v1::ROLE_ADMIN);
  v1::CreateTokenResponse created;
  EXPECT_EQ(ours.Call(&v1::TokenService::Stub::CreateToken, *ours.tokens, create, &created).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  const grpc::Status revoked = Revoke(ours, List("").front().name());
  EXPECT_EQ(revoked.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  const grpc::Status invented = Revoke(ours, "tokens/0000000000001");
  EXPECT_EQ(revoked.error_message(), invented.error_message());
}

}  // namespace
}  // namespace nanolearn::testing
