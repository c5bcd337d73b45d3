#include "service/oidc/device.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/domain/identity_provider.h"

namespace nanolearn::oidc {
namespace {

using nlohmann::json;

// With leave to ask for a new token when this one has expired.
constexpr char kDeviceScope[] = "openid profile email offline_access";
constexpr int kOk = 200;
constexpr size_t kMaxUserCodeBytes = 40;

std::string TextIn(const json& answer, const char* name) {
  const auto found = answer.find(name);
  return found != answer.end() && found->is_string() ? found->get<std::string>() : "";
}

absl::Duration SecondsIn(const json& answer, const char* name, int most, absl::Duration otherwise) {
  const auto found = answer.find(name);
  if (found == answer.end() || !found->is_number_integer()) return otherwise;
  return absl::Seconds(std::clamp(found->get<int64_t>(), int64_t{1}, int64_t{most}));
}

bool IsUserCode(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxUserCodeBytes &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return absl::ascii_isprint(c); });
}

}  // namespace

absl::StatusOr<DeviceCode> ParseDeviceCode(absl::string_view text) {
  const json answer = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  const absl::Status cannot = absl::InvalidArgumentError("the provider's answer cannot be read");
  if (!answer.is_object()) return cannot;
  DeviceCode device{.code = TextIn(answer, "device_code"),
                    .user_code = TextIn(answer, "user_code"),
                    .verification_url = TextIn(answer, "verification_uri"),
                    .complete_url = TextIn(answer, "verification_uri_complete")};
  device.good_for = SecondsIn(answer, "expires_in", 3600, absl::Minutes(10));
  device.pause = SecondsIn(answer, "interval", 60, device.pause);
  if (!IsProviderUrl(device.complete_url)) device.complete_url.clear();
  if (device.code.empty() || !IsUserCode(device.user_code) || !IsProviderUrl(device.verification_url)) return cannot;
  return device;
}

absl::StatusOr<DeviceCode> AskForDeviceCode(const HttpOptions& options, const Metadata& metadata,
                                            const std::string& client_id) {
  if (metadata.device_endpoint.empty()) {
    return absl::FailedPreconditionError(absl::StrCat(metadata.issuer, " does not let programs sign in by a code"));
  }
  ASSIGN_OR_RETURN(const HttpAnswer answer, Ask(options, {.url = metadata.device_endpoint,
                                                          .form = QueryOf({{"client_id", client_id},
                                                                           {"scope", kDeviceScope}})}));
  if (answer.status != kOk) {
    return absl::FailedPreconditionError(absl::StrCat(metadata.issuer, " does not let the client ", client_id,
                                                      " sign in by a code: it answers with ", answer.status));
  }
  return ParseDeviceCode(answer.body);
}

}  // namespace nanolearn::oidc
