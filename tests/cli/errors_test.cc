#include "admin-cli/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace nanolearn::cli {
namespace {

constexpr char kAddress[] = "127.0.0.1:8421";

// What the server sends.
class Answer {
 public:
  Answer(grpc::StatusCode code, const std::string& message) : code_(code), message_(message) {}
  template <typename Detail>
  Answer& With(const Detail& detail) {
    status_.add_details()->PackFrom(detail);
    return *this;
  }
  absl::Status Received() const {
    return FromGrpc(grpc::Status(code_, message_, status_.SerializeAsString()), kAddress);
  }

 private:
  grpc::StatusCode code_;
  std::string message_;
  google::rpc::Status status_;
};

google::rpc::ErrorInfo Reason(const std::string& reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  return info;
}

TEST(ErrorsTest, EveryViolationHasALine) {
  google::rpc::BadRequest bad;
  auto* one = bad.add_field_violations();
  one->set_field("organisation.csv:3");
  one->set_description("there is no unit above");
  auto* two = bad.add_field_violations();
  two->set_field("organisation.csv:9");
  two->set_description("no such type");
  const absl::Status status = Answer(grpc::StatusCode::INVALID_ARGUMENT, "2 rows are wrong.")
                                  .With(Reason("BAD_UNITS"))
                                  .With(bad)
                                  .Received();
  EXPECT_EQ(ErrorText(status, {}),
            "Error: 2 rows are wrong.\n"
            "  organisation.csv:3: there is no unit above\n"
            "  organisation.csv:9: no such type\n");
  EXPECT_EQ(ExitCodeOf(status), kRefused);
}

TEST(ErrorsTest, WhatATerminalWouldObeyIsInNoLine) {
  google::rpc::ResourceInfo resource;
  resource.set_resource_name("organisations/alvnas/syncRuns/\x1b[2J7");
  google::rpc::BadRequest bad;
  bad.add_field_violations()->set_field("file\x1b[2J.csv:3");
  const absl::Status status = Answer(grpc::StatusCode::FAILED_PRECONDITION, "It is not held\x1b[2J.")
                                  .With(Reason("SYNC_RUN_NOT_HELD"))
                                  .With(resource)
                                  .With(bad)
                                  .Received();
  const std::string text = ErrorText(status, {});
  EXPECT_THAT(text, ::testing::HasSubstr("nanolearn people sync show"));
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
}

TEST(ErrorsTest, AFieldThatAFlagGivesHasTheFlagsName) {
  google::rpc::BadRequest bad;
  auto* violation = bad.add_field_violations();
  violation->set_field("source.guards.max_leavers_percent");
  violation->set_description("is 0 to 100");
  const absl::Status status =
      Answer(grpc::StatusCode::INVALID_ARGUMENT, "source.guards.max_leavers_percent: is 0 to 100")
          .With(Reason("INVALID_FIELD"))
          .With(bad)
          .Received();
  EXPECT_EQ(ErrorText(status, {}), "Error: --max-leavers: is 0 to 100.\n");
}

TEST(ErrorsTest, AViolationThatIsTheMessageIsSaidOnce) {
  google::rpc::BadRequest bad;
  bad.add_field_violations()->set_field("as_of");
  bad.mutable_field_violations(0)->set_description("no such day");
  EXPECT_EQ(
      ErrorText(Answer(grpc::StatusCode::INVALID_ARGUMENT, "as_of: no such day").With(bad).Received(), {}),
      "Error: --as-of: no such day.\n");
}

TEST(ErrorsTest, WhatIsNotFoundCanBeListed) {
  google::rpc::ResourceInfo resource;
  resource.set_resource_type("nanolearn/Person");
  const absl::Status status = Answer(grpc::StatusCode::NOT_FOUND, "there is no person 'x'")
                                  .With(Reason("PERSON_NOT_FOUND"))
                                  .With(resource)
                                  .Received();
  EXPECT_EQ(ErrorText(status, {}),
            "Error: There is no person 'x'.\nSee what there is with nanolearn people list.\n");
  EXPECT_EQ(ExitCodeOf(status), kNotFound);
}

TEST(ErrorsTest, WhoIsNotSignedInLearnsWhichTokenItWas) {
  const absl::Status status = Answer(grpc::StatusCode::UNAUTHENTICATED, "The token has expired.")
                                  .With(Reason("TOKEN_EXPIRED"))
                                  .Received();
  EXPECT_THAT(ErrorText(status, {.token_from = "the file /home/a/token"}),
              ::testing::HasSubstr("The token is from the file /home/a/token."));
  EXPECT_EQ(ExitCodeOf(status), kNotAllowed);
}

TEST(ErrorsTest, WithoutAServerItSaysHowToStartOne) {
  const absl::Status status = FromGrpc(
      grpc::Status(grpc::StatusCode::UNAVAILABLE,
                   "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:8421: Failed to "
                   "connect to remote host: Connection refused"),
      kAddress);
  EXPECT_EQ(ErrorText(status, {.request_id = "r1"}),
            "Error: The server does not answer at 127.0.0.1:8421 (connection refused).\n"
            "Start it with nanolearnd, or name another with --address.\n");
  EXPECT_EQ(ExitCodeOf(status), kUnreachable);
}

TEST(ErrorsTest, AChangeThatMayHaveHappenedNamesItsRequestId) {
  const absl::Status status =
      FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "Socket closed"), kAddress);
  EXPECT_THAT(ErrorText(status, {.request_id = "r1"}), ::testing::HasSubstr("with --request-id r1"));
  EXPECT_THAT(ErrorText(status, {}), ::testing::Not(::testing::HasSubstr("--request-id")));
}

TEST(ErrorsTest, ExitCodesTellConflictsBusyServersAndSizesApart) {
  const auto code_of = [](grpc::StatusCode code, const std::string& reason) {
    return ExitCodeOf(Answer(code, "x").With(Reason(reason)).Received());
  };
  EXPECT_EQ(code_of(grpc::StatusCode::FAILED_PRECONDITION, "ASSIGNMENT_WITHDRAWN"), kConflict);
  EXPECT_EQ(code_of(grpc::StatusCode::RESOURCE_EXHAUSTED, "TOO_BUSY"), kUnreachable);
  EXPECT_EQ(code_of(grpc::StatusCode::RESOURCE_EXHAUSTED, "UPLOAD_TOO_LARGE"), kRefused);
  EXPECT_EQ(code_of(grpc::StatusCode::INTERNAL, "INTERNAL"), kUnexpected);
  EXPECT_EQ(ExitCodeOf(UsageError("x")), kUsage);
}

TEST(ErrorsTest, AServerThatClosesTheConnectionAtOnceMayWantTls) {
  const auto refused = [](const std::string& message) {
    return ErrorText(FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, message), kAddress), {});
  };
  EXPECT_THAT(
      refused(
          "failed to connect to all addresses; last error: UNAVAILABLE: ipv4:127.0.0.1:8421: Socket closed"),
      ::testing::HasSubstr("127.0.0.1:8421 (it closes the connection at once).\nIf it speaks TLS, name"));
  EXPECT_THAT(refused("SSL routines::tlsv13 alert certificate required"),
              ::testing::HasSubstr("127.0.0.1:8421 without a client's certificate.\nIf it speaks TLS, name"));
  EXPECT_THAT(refused("Socket closed"), ::testing::HasSubstr("was lost")) << "in the middle of a call";
}

}  // namespace
}  // namespace nanolearn::cli
