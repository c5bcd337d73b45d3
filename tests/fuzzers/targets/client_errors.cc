// What a server, or whatever says it is one, gives as the reason of a refusal, as the command line shows it.

#include <google/protobuf/stubs/logging.h>

#include <string>

#include "absl/strings/match.h"
#include "admin-cli/errors.h"
#include "service/domain/unicode.h"
#include "tests/fuzzers/target.h"

namespace nanolearn::cli {
namespace {

// The code, the message until a zero, the bytes of grpc-status-details-bin.
FUZZ_TARGET(client_errors) {
  const google::protobuf::LogSilencer no_word_of_each_broken_message;
  const auto code = static_cast<grpc::StatusCode>(1 + fuzz::TakeByte(bytes) % 16);
  const std::string message(fuzz::TakeUntil('\0', bytes));
  const absl::Status status = FromGrpc(grpc::Status(code, message, std::string(bytes)), "localhost:8443");
  REQUIRE(!status.ok());
  REQUIRE(ExitCodeOf(status) != kDone);
  const std::string text = ErrorText(status, {.token_from = "the file token", .request_id = "r"});
  REQUIRE(absl::StartsWith(text, "Error: ") && absl::EndsWith(text, "\n"));
  REQUIRE(!FindForbidden(text) && !FindNotUtf8(text));  // nothing that a terminal obeys
}

}  // namespace
}  // namespace nanolearn::cli
