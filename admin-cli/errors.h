#pragma once
// What went wrong, for people and for scripts. Everything that can fail gives an absl::Status; it becomes
// text and an exit code here and nowhere else.

#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::cli {

// Documented in `nanolearn --help`.
enum ExitCode {
  kDone = 0,
  kUnexpected = 1,
  kUsage = 2,
  kNotFound = 3,
  kNotAllowed = 4,
  kRefused = 5,
  kConflict = 6,
  kUnreachable = 7,
  kRowsLeftOut = 8,
  kHeld = 9,
};

// The command line (or the configuration) cannot be understood.
absl::Status UsageError(absl::string_view message);
// What the user gave (a file, a value) cannot be used.
absl::Status InputError(absl::string_view message);
// The machine did not do its part, for example a full disk.
absl::Status UnexpectedError(absl::string_view message);

// The server's answer with the details of grpc-status-details-bin, readable by DetailsOf in base/error.h.
// `address` is for the sentence when there is no server.
absl::Status FromGrpc(const grpc::Status& status, absl::string_view address);

ExitCode ExitCodeOf(const absl::Status& status);

// What was going on when it went wrong.
struct ErrorScene {
  std::string token_from;  // where the token was found, e.g. "the file /home/a/token"
  std::string request_id;  // of a change under way; empty for a read
};

// The server says "there is no unit 'X'": the same with a capital and a full stop. A first word that is the
// name of a field or a file stays as it is.
std::string AsSentence(absl::string_view message);

// "Error: " and a sentence, a line for each violation, a line with the next step.
std::string ErrorText(const absl::Status& status, const ErrorScene& scene);

}  // namespace nanolearn::cli
