#include "admin-cli/next_step.h"

#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "admin-cli/names.h"

namespace nanolearn::cli {
namespace {

// "{name}" stands for the resource that the error is about.
std::string ByReason(const std::string& reason) {
  static const auto* const kSteps = new std::map<std::string, std::string>{
      {kNoTrust,
       "Name the certificates to trust with --ca-file; only a server on this machine does without TLS."},
      {kTlsWanted,
       "If it speaks TLS, name the certificates to trust with --ca-file; if it asks for one of yours, give it with "
       "--client-certificate and --client-key."},
      {kNotConnected, "Start it with nanolearnd, or name another with --address."},
      {kOtherVersion, "Is it a Nanolearn server, and as new as this program? See nanolearn status."},
      {"EFFECTIVE_BEFORE_LAST",
       "Give a later day with --effective, or --replay if the file says what was so from that day on."},
      {kKeyMissing, "Until then name another server with --address."},
      {kSignedOut, "Sign in again with nanolearn login."},
      {"IDENTITY_PROVIDER_NOT_FOUND", "Set one up with nanolearn identity-provider set."},
      {"ACCESS_GRANT_NOT_FOUND", "See what there is with nanolearn grants list."},
      {"SYNC_RUN_NOT_FOUND", "See what there is with nanolearn people sync runs."},
      {"SYNC_RUN_NOT_HELD", "See what became of it with nanolearn people sync show {name}."},
      {"SYNC_RUN_NOT_APPLIED", "See what became of it with nanolearn people sync show {name}."},
      {"SYNC_RUN_NOT_APPROVABLE", "Correct the file or its mapping and run nanolearn people sync again."},
      {"LATER_SYNC_RUNS", "Take those back first, or all at once with --and-later."},
      {"NO_MAPPING",
       "Give it with --mapping FILE, or once and for all with nanolearn sources set SOURCE --mapping FILE."},
      {"NOT_MERGED", "Name the person who was merged into another, not the one who goes on."},
      {"ETAG_MISMATCH", "Somebody else changed it at the same time: run the command again."},
      {"REQUEST_ID_REUSED", "Leave out --request-id, or give one that has not been used."},
      {"BAD_MODULE", "See what is allowed with nanolearn modules lint FOLDER and in docs/modules.md."},
      {kNoToken,
       "Give it with --token-file or NANOLEARN_TOKEN_FILE. The server wrote the first one to "
       "admin-token in its data folder."},
  };
  const auto found = kSteps->find(reason);
  return found == kSteps->end() ? "" : found->second;
}

// "nanolearn/Unit" -> "units"; empty for what cannot be listed.
std::string NounOf(const std::string& resource_type) {
  const std::string lower = absl::AsciiStrToLower(resource_type);
  const absl::string_view type = absl::StripPrefix(lower, "nanolearn/");
  if (type == "person") return "people";
  for (const absl::string_view known :
       {"organisation", "unit", "module", "programme", "assignment", "completion", "source", "token"}) {
    if (type == known) return absl::StrCat(known, "s");
  }
  return "";
}

std::string ByCode(const absl::Status& status, const ErrorDetails& details, const ErrorScene& scene) {
  const std::string noun = NounOf(details.resource_type);
  switch (status.code()) {
    case absl::StatusCode::kUnauthenticated:
      return absl::StrCat("The token is from ", scene.token_from, ". Name another file with --token-file.");
    case absl::StatusCode::kPermissionDenied:
      return absl::StrCat("The token is from ", scene.token_from,
                          ". Ask an administrator for one with another role or unit, and name its file with "
                          "--token-file.");
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
      return noun.empty() ? "" : absl::StrCat("See what there is with nanolearn ", noun, " list.");
    case absl::StatusCode::kUnavailable:
      return "Try again in a moment.";
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
      return details.reason == "LOCAL" ? "" : "The server's log says more.";
    default:
      return "";
  }
}

// Whether the call may have been carried out all the same.
bool OutcomeUnknown(const absl::Status& status, const ErrorDetails& details) {
  return details.reason == kNoAnswer || details.reason == kNoAnswerInTime ||
         (status.code() == absl::StatusCode::kUnavailable && details.reason != kNotConnected &&
          details.reason != kNoTrust && details.reason != kTlsWanted && details.reason != kKeyMissing);
}

}  // namespace

std::string NextStep(const absl::Status& status, const ErrorDetails& details, const ErrorScene& scene) {
  std::string step =
      absl::StrReplaceAll(ByReason(details.reason), {{"{name}", ShortId(details.resource_name)}});
  if (step.empty()) step = ByCode(status, details, scene);
  if (!scene.request_id.empty() && OutcomeUnknown(status, details)) {
    absl::StrAppend(&step, step.empty() ? "" : "\n",
                    "It may or may not have been done. Run the same command with --request-id ",
                    scene.request_id, ": it is then done once.");
  }
  return step;
}

}  // namespace nanolearn::cli
