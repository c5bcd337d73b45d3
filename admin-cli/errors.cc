#include "admin-cli/errors.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/flag_names.h"
#include "admin-cli/next_step.h"
#include "admin-cli/transport_log.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "service/base/error.h"
#include "service/domain/unicode.h"

namespace nanolearn::cli {
namespace {

// What gRPC says of a failed connection, and what a person understands.
struct Cause {
  absl::string_view pattern;
  absl::string_view words;
  const char* reason;
};
constexpr Cause kCauses[] = {
    {"Connection refused", " (connection refused)", kNotConnected},
    {"No route to host", " (no route to that host)", kNotConnected},
    {"Network is unreachable", " (the network cannot be reached)", kNotConnected},
    {"Domain name not found", " (there is no such host)", kNotConnected},
    {"DNS resolution failed", " (the host was not found)", kNotConnected},
    {"certificate verify failed", " with a certificate that is trusted here", kNoTrust},
    {"Peer name", " with a certificate in that name", kNoTrust},
    {"wrong version number", " with TLS", kNoTrust},
    {"alert certificate required", " without a client's certificate", kTlsWanted},
    {"alert unknown ca", ", since it does not trust the client's certificate", kTlsWanted},
    {"alert certificate expired", ", since the client's certificate has expired", kTlsWanted},
    // So gRPC's own servers refuse, without an alert.
    {"last error: UNAVAILABLE", " (it closes the connection at once)", kTlsWanted},
    {"failed to connect", "", kNotConnected},
};

absl::Status NoAnswer(const std::string& message, absl::string_view address) {
  const std::string said = absl::StrCat(message, "\n", TransportLog());
  for (const Cause& cause : kCauses) {
    if (!absl::StrContains(said, cause.pattern)) continue;
    return MakeError(absl::StatusCode::kUnavailable,
                     absl::StrCat("The server does not answer at ", address, cause.words, "."),
                     {.reason = cause.reason});
  }
  return MakeError(absl::StatusCode::kUnavailable,
                   absl::StrCat("The connection to the server at ", address, " was lost."),
                   {.reason = kNoAnswer});
}

// Of statuses that no Nanolearn server made: from gRPC itself, or something between.
absl::Status WithoutDetails(const grpc::Status& status, absl::string_view address) {
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  const std::string message = WithoutForbidden(status.error_message());
  switch (code) {
    case absl::StatusCode::kUnavailable:
      return NoAnswer(message, address);
    case absl::StatusCode::kDeadlineExceeded:
      return MakeError(code, absl::StrCat("The server at ", address, " did not answer in time."),
                       {.reason = kNoAnswerInTime});
    case absl::StatusCode::kUnimplemented:
      return MakeError(code, absl::StrCat("The server at ", address, " does not know this command."),
                       {.reason = kOtherVersion});
    case absl::StatusCode::kResourceExhausted:
      if (!absl::StrContains(message, "larger than max")) break;
      return MakeError(absl::StatusCode::kInvalidArgument, "This is too large for one message to the server.",
                       {.reason = "MESSAGE_TOO_LARGE"});
    default:
      break;
  }
  return MakeError(code, message.empty() ? "The server gave no reason." : message,
                   {.reason = absl::StatusCodeToString(code)});
}

void AddDetail(const google::protobuf::Any& any, ErrorDetails& details) {
  if (google::rpc::ErrorInfo info; any.UnpackTo(&info)) {
    details.reason = info.reason();
    details.metadata.insert(info.metadata().begin(), info.metadata().end());
  } else if (google::rpc::BadRequest bad; any.UnpackTo(&bad)) {
    for (const auto& v : bad.field_violations()) details.violations.push_back({v.field(), v.description()});
  } else if (google::rpc::ResourceInfo resource; any.UnpackTo(&resource)) {
    details.resource_type = resource.resource_type();
    details.resource_name = resource.resource_name();
  }
}

}  // namespace

absl::Status UsageError(absl::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, message, {.reason = kWrongUsage});
}

absl::Status InputError(absl::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, message, {.reason = "BAD_INPUT"});
}

absl::Status UnexpectedError(absl::string_view message) {
  return MakeError(absl::StatusCode::kInternal, message, {.reason = "LOCAL"});
}

absl::Status FromGrpc(const grpc::Status& status, absl::string_view address) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status rich;
  if (!rich.ParseFromString(status.error_details()) || rich.details().empty()) {
    return WithoutDetails(status, address);
  }
  ErrorDetails details;
  for (const google::protobuf::Any& any : rich.details()) AddDetail(any, details);
  return MakeError(static_cast<absl::StatusCode>(status.error_code()),
                   WithoutForbidden(status.error_message()), details);
}

ExitCode ExitCodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return kDone;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return DetailsOf(status).reason == kWrongUsage ? kUsage : kRefused;
    case absl::StatusCode::kNotFound:
      return kNotFound;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return kNotAllowed;
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAborted:
      return kConflict;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return kUnreachable;
    case absl::StatusCode::kResourceExhausted:
      return DetailsOf(status).reason == kTooBusy ? kUnreachable : kRefused;
    default:
      return kUnexpected;
  }
}

std::string AsSentence(absl::string_view message) {
  std::string text(message);
  const std::string first = text.substr(0, text.find(' '));
  const bool word = !first.empty() && std::all_of(first.begin(), first.end(), absl::ascii_isalpha);
  if (word) text[0] = absl::ascii_toupper(text[0]);
  if (!text.empty() && !absl::StrContains(".!?:", text.substr(text.size() - 1))) text += '.';
  return text;
}

std::string ErrorText(const absl::Status& status, const ErrorScene& scene) {
  const ErrorDetails details = DetailsOf(status);
  std::string text = absl::StrCat("Error: ", AsSentence(WithFlag(status.message())), "\n");
  for (const FieldViolation& violation : details.violations) {
    const std::string line = absl::StrCat(FlagOf(violation.field), ": ", violation.description);
    // The message of an error with one violation is often that violation.
    if (!absl::StrContains(status.message(), violation.description)) {
      absl::StrAppend(&text, "  ", line, "\n");
    }
  }
  const std::string next = NextStep(status, details, scene);
  if (!next.empty()) absl::StrAppend(&text, next, "\n");
  return WithoutForbidden(text);  // whoever has said what is in it
}

}  // namespace nanolearn::cli
