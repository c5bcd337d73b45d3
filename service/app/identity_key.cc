#include "service/app/identity_key.h"

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr size_t kHashBytes = 16;

bool IsHexDigit(char c) { return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f'); }

bool BeginsWithHash(absl::string_view text) {
  const absl::string_view hash = text.substr(0, 2 * kHashBytes);
  const bool goes_on = text.size() > hash.size() && IsHexDigit(text[hash.size()]);
  return hash.size() == 2 * kHashBytes && !goes_on && absl::c_all_of(hash, IsHexDigit);
}

}  // namespace

absl::StatusOr<LayeredKey> IdentityKeyOf(const Environment& env, const ReadTransaction& tx, Id organisation_id) {
  const int layers = tx.organisations().IdentityLayers(organisation_id);
  // Another server has just begun to use a key.
  if (layers > env.keys.in_use_number()) RETURN_IF_ERROR(env.keys.Follow(tx.keys().List()));
  return env.keys.Layers(layers);
}

std::string EngagementKeyHash(const LayeredKey& identity_key, absl::string_view text) {
  return identity_key.Hash("engagement key", text, kHashBytes);
}

std::string DeepenKeysIn(const LayeredKey& identity_key, size_t from, absl::string_view text) {
  const absl::string_view prefix = kHashedKeyPrefix;
  std::string deepened;
  for (size_t at; (at = text.find(prefix)) != absl::string_view::npos;) {
    absl::StrAppend(&deepened, text.substr(0, at + prefix.size()));
    text.remove_prefix(at + prefix.size());
    if (!BeginsWithHash(text)) continue;
    const std::string hash = absl::HexStringToBytes(text.substr(0, 2 * kHashBytes));
    absl::StrAppend(&deepened, Hex(identity_key.Deepen(hash, from)));
    text.remove_prefix(2 * kHashBytes);
  }
  return absl::StrCat(deepened, text);
}

}  // namespace nanolearn
