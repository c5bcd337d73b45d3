#include "service/domain/identity_provider.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/domain/subscription.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxUrlBytes = 500, kMaxTextBytes = 255, kMaxTexts = 10, kMaxClaimBytes = 64, kMaxSecretBytes = 500;

bool IsPlain(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > ' ' && c < 0x7F; });
}

bool IsThisMachine(absl::string_view host) { return host == "localhost" || host == "127.0.0.1" || host == "[::1]"; }

absl::Status CheckText(absl::string_view text, size_t most, absl::string_view field) {
  if (!text.empty() && text.size() <= most && IsPlain(text)) return absl::OkStatus();
  return InvalidField(absl::StrCat("identity_provider.", field),
                      absl::StrCat("is 1 to ", most, " ASCII characters without spaces"));
}

absl::Status CheckTexts(const std::vector<std::string>& texts, absl::string_view field) {
  if (texts.size() > kMaxTexts) {
    return InvalidField(absl::StrCat("identity_provider.", field), absl::StrCat("are at most ", kMaxTexts));
  }
  for (const std::string& text : texts) {
    if (absl::Status status = CheckText(text, kMaxTextBytes, field); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

bool IsProviderUrl(absl::string_view url) {
  const bool is_tls = absl::StartsWith(url, "https://");
  if (!is_tls && !absl::StartsWith(url, "http://")) return false;
  if (url.size() > kMaxUrlBytes || !IsPlain(url) || url.find_first_of("@#\\\"<>") != absl::string_view::npos) return false;
  const absl::string_view host = UrlHost(url);
  return !host.empty() && (is_tls || IsThisMachine(host));
}

void FillIn(IdentityProvider& provider) {
  if (provider.audiences.empty()) provider.audiences = {provider.client_id};
  if (provider.bearer_issuer.empty()) provider.bearer_issuer = provider.issuer;
  if (provider.email_claim.empty()) provider.email_claim = "email";
}

bool ShareTokens(const IdentityProvider& one, const IdentityProvider& other) {
  if (one.bearer_issuer != other.bearer_issuer) return false;
  return one.issuer != other.issuer ||
         std::find_first_of(one.audiences.begin(), one.audiences.end(), other.audiences.begin(),
                            other.audiences.end()) != one.audiences.end();
}

absl::Status CheckIdentityProvider(const IdentityProvider& provider) {
  if (!IsProviderUrl(provider.issuer) || absl::StrContains(provider.issuer, '?')) {
    return InvalidField("identity_provider.issuer",
                        "is the provider's https:// address, as it writes it itself in "
                        "ISSUER/.well-known/openid-configuration");
  }
  if (absl::Status status = CheckText(provider.client_id, kMaxTextBytes, "client_id"); !status.ok()) return status;
  if (absl::Status status = CheckText(provider.email_claim, kMaxClaimBytes, "email_claim"); !status.ok()) return status;
  if (absl::Status status = CheckText(provider.bearer_issuer, kMaxUrlBytes, "bearer_issuer"); !status.ok()) return status;
  if (provider.display_name.size() > limits::kMaxDisplayNameBytes) {
    return InvalidField("identity_provider.display_name",
                        absl::StrCat("is at most ", limits::kMaxDisplayNameBytes, " bytes long"));
  }
  if (absl::Status status = CheckTexts(provider.acr_values, "acr_values"); !status.ok()) return status;
  if (absl::Status status = CheckTexts(provider.amr_values, "amr_values"); !status.ok()) return status;
  return CheckTexts(provider.audiences, "audiences");
}

absl::Status CheckClientSecret(absl::string_view secret) {
  if (secret.size() <= kMaxSecretBytes && IsPlain(secret)) return absl::OkStatus();
  return InvalidField("client_secret",
                      absl::StrCat("is at most ", kMaxSecretBytes, " ASCII characters without spaces"));
}

}  // namespace nanolearn
