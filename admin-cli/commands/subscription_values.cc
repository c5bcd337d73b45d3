#include "admin-cli/commands/subscription_values.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/enums.h"
#include "admin-cli/errors.h"
#include "admin-cli/files.h"

namespace nanolearn::cli {

absl::StatusOr<std::string> ReadSubscriptionSecret(const std::string& path) {
  constexpr size_t kMaxSecretBytes = 4096;
  if (path.empty()) return "";
  ASSIGN_OR_RETURN(std::string secret, ReadFile(path, kMaxSecretBytes));
  absl::StripTrailingAsciiWhitespace(&secret);
  if (secret.empty()) return UsageError(absl::StrCat(path, " is empty."));
  return secret;
}

absl::Status SetEventTypes(const std::vector<std::string>& types, v1::Subscription& subscription) {
  for (const std::string& type : types) {
    ASSIGN_OR_RETURN(const auto parsed, ParseEnum<v1::EventType>(type));
    subscription.add_event_types(parsed);
  }
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
