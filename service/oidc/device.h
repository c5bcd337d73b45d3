#pragma once
// Signing in from a program that has no browser: RFC 8628.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/oidc/http.h"
#include "service/oidc/metadata.h"

namespace nanolearn::oidc {

struct DeviceCode {
  std::string code;              // to ask for tokens with
  std::string user_code;         // typed by somebody
  std::string verification_url;  // there
  std::string complete_url;      // the same with the code in it; may be empty
  absl::Duration good_for;
  absl::Duration pause = absl::Seconds(5);  // between questions
};

// INVALID_ARGUMENT for what is none, or would do something to a terminal.
absl::StatusOr<DeviceCode> ParseDeviceCode(absl::string_view json);

// FAILED_PRECONDITION when the provider does not let programs sign in like this; UNAVAILABLE.
absl::StatusOr<DeviceCode> AskForDeviceCode(const HttpOptions& options, const Metadata& metadata,
                                            const std::string& client_id);

}  // namespace nanolearn::oidc
