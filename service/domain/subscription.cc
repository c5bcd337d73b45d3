#include "service/domain/subscription.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/error.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxUrlBytes = 1000;
constexpr size_t kMinKeyBytes = 24, kMaxKeyBytes = 64;
constexpr size_t kMaxPasswordBytes = 500;
constexpr absl::string_view kSecretStart = "whsec_";

constexpr std::array<absl::string_view, 2> kKinds = {"WEBHOOK", "XAPI"};
constexpr std::array<absl::string_view, 3> kStates = {"ACTIVE", "PAUSED", "FAILING"};

template <typename Enum, size_t n>
std::optional<Enum> Parse(const std::array<absl::string_view, n>& names, absl::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

absl::Status CheckUrl(const std::string& url, bool allows_http) {
  const auto is_odd = [](unsigned char c) { return c <= ' ' || c >= 0x7F; };
  const bool is_http = absl::StartsWith(url, "http://");
  const bool has_form = is_http || absl::StartsWith(url, "https://");
  if (!has_form || url.size() > kMaxUrlBytes || std::any_of(url.begin(), url.end(), is_odd) ||
      UrlHost(url).empty()) {
    return InvalidField("subscription.url",
                        absl::StrCat("is https://HOST/PATH, of at most ", kMaxUrlBytes, " ASCII characters"));
  }
  if (absl::StrContains(url, '@') || absl::StrContains(url, '#')) {
    return InvalidField("subscription.url", "has no user and no fragment; a password goes into the secret");
  }
  if (!is_http || allows_http) return absl::OkStatus();
  return InvalidField("subscription.url",
                      "begins with https://: without TLS others could read what is sent. nanolearnd "
                      "--webhook-allow-http lets it be http://, for this machine and networks of your own");
}

}  // namespace

absl::string_view SubscriptionKindName(SubscriptionKind kind) { return kKinds[static_cast<size_t>(kind)]; }
std::optional<SubscriptionKind> ParseSubscriptionKind(absl::string_view name) {
  return Parse<SubscriptionKind>(kKinds, name);
}

absl::string_view SubscriptionStateName(SubscriptionState state) {
  return kStates[static_cast<size_t>(state)];
}
std::optional<SubscriptionState> ParseSubscriptionState(absl::string_view name) {
  return Parse<SubscriptionState>(kStates, name);
}

absl::string_view UrlHost(absl::string_view url) {
  absl::ConsumePrefix(&url, "https://") || absl::ConsumePrefix(&url, "http://");
  const absl::string_view authority = url.substr(0, url.find_first_of("/?#"));
  if (absl::StartsWith(authority, "[")) return authority.substr(0, authority.find(']') + 1);
  return authority.substr(0, authority.find(':'));
}

bool HasStatement(EventType type) {
  return type == EventType::kCompletionRecorded || type == EventType::kCompletionVoided;
}

absl::Status CheckSubscription(const Subscription& subscription, bool allows_http) {
  if (!IsSlug(subscription.name)) {
    return InvalidField("subscription.name", "ends with 1 to 40 of a-z, 0-9 and -");
  }
  if (absl::Status status = CheckUrl(subscription.url, allows_http); !status.ok()) return status;
  if (subscription.types.empty()) {
    return InvalidField("subscription.event_types", "names at least one type of event");
  }
  if (subscription.kind != SubscriptionKind::kXapi) return absl::OkStatus();
  if (std::all_of(subscription.types.begin(), subscription.types.end(), HasStatement)) {
    return absl::OkStatus();
  }
  return InvalidField("subscription.event_types",
                      "are COMPLETION_RECORDED and COMPLETION_VOIDED for xAPI, which has no statements for "
                      "the others");
}

absl::Status CheckSubscriptionSecret(SubscriptionKind kind, absl::string_view secret) {
  if (kind == SubscriptionKind::kWebhook) {
    const size_t bytes = WebhookKey(secret).size();
    if (bytes >= kMinKeyBytes && bytes <= kMaxKeyBytes) return absl::OkStatus();
    return InvalidField("secret", absl::StrCat("is whsec_ and base64 of ", kMinKeyBytes, " to ", kMaxKeyBytes,
                                               " bytes, or empty: then one is made"));
  }
  const size_t colon = secret.find(':');
  const bool has_control =
      std::any_of(secret.begin(), secret.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; });
  if (colon != absl::string_view::npos && colon > 0 && !has_control && secret.size() <= kMaxPasswordBytes) {
    return absl::OkStatus();
  }
  return InvalidField("secret", "is USER:PASSWORD, as the learning record store gave it");
}

std::string WebhookKey(absl::string_view secret) {
  std::string key;
  if (!absl::ConsumePrefix(&secret, kSecretStart) || !absl::Base64Unescape(secret, &key)) return "";
  return key;
}

std::string MakeWebhookSecret(absl::string_view key) {
  return absl::StrCat(kSecretStart, absl::Base64Escape(key));
}

}  // namespace nanolearn
