#pragma once
// What somebody can do about an error.

#include <string>

#include "absl/status/status.h"
#include "admin-cli/errors.h"
#include "service/base/error.h"

namespace nanolearn::cli {

// The server has too much to do; of the other reasons for RESOURCE_EXHAUSTED none goes away by waiting.
inline constexpr char kTooBusy[] = "TOO_BUSY";

// Of the server's own reasons: it refuses before it does anything.
inline constexpr char kKeyMissing[] = "KEY_MISSING";

// Reasons of errors that are born in the CLI; they share a space with the server's.
inline constexpr char kNotConnected[] = "NOT_CONNECTED";
inline constexpr char kNoTrust[] = "NO_TRUST";
inline constexpr char kTlsWanted[] = "TLS_WANTED";
inline constexpr char kNoAnswer[] = "NO_ANSWER";
inline constexpr char kSignedOut[] = "SIGNED_OUT";
inline constexpr char kNoAnswerInTime[] = "NO_ANSWER_IN_TIME";
inline constexpr char kOtherVersion[] = "OTHER_VERSION";
inline constexpr char kWrongUsage[] = "WRONG_USAGE";
inline constexpr char kNoToken[] = "NO_TOKEN";

// A sentence; empty when there is nothing to advise.
std::string NextStep(const absl::Status& status, const ErrorDetails& details, const ErrorScene& scene);

}  // namespace nanolearn::cli
