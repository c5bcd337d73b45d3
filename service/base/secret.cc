#include "service/base/secret.h"

#include <sodium.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kTokenStart = "nl_";
constexpr size_t kTokenCharacters = 52;
constexpr size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kProofBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(HashKey::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(SealKey::kSealBytes == kNonceBytes + kProofBytes);

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string Base32(absl::string_view bytes) {
  static constexpr absl::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
  std::string text;
  uint32_t buffer = 0;
  int bits = 0;
  for (const unsigned char c : bytes) {
    buffer = buffer << 8 | c;
    for (bits += 8; bits >= 5; bits -= 5) text += kAlphabet[buffer >> (bits - 5) & 31];
  }
  if (bits > 0) text += kAlphabet[buffer << (5 - bits) & 31];
  return text;
}

}  // namespace

void InitSecrets() {
  if (sodium_init() < 0) std::abort();  // no source of chance: nothing here can be trusted
}

std::string RandomBytes(size_t bytes) {
  std::string data(bytes, '\0');
  randombytes_buf(data.data(), data.size());
  return data;
}

std::string NewToken() { return absl::StrCat(kTokenStart, Base32(RandomBytes(32))); }

bool HasTokenForm(absl::string_view text) {
  return absl::ConsumePrefix(&text, kTokenStart) && text.size() == kTokenCharacters &&
         std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isalnum(c); });
}

std::string NewRequestId() { return Hex(RandomBytes(16)); }

std::string Sha256(absl::string_view data) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(data.data()), data.size());
  return hash;
}

std::string HmacSha256(absl::string_view key, absl::string_view data) {
  std::string hash(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(data.data()), data.size());
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(hash.data()));
  sodium_memzero(&state, sizeof state);
  return hash;
}

std::string Hex(absl::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                 bytes.size());
  text.pop_back();
  return text;
}

std::string HashKey::Hash(absl::string_view purpose, absl::string_view data) const {
  const std::string input = absl::StrCat(purpose, absl::string_view("\0", 1), data);
  std::string hash(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256(reinterpret_cast<unsigned char*>(hash.data()),
                         reinterpret_cast<const unsigned char*>(input.data()), input.size(),
                         reinterpret_cast<const unsigned char*>(key_.data()));
  return hash;
}

SealKey SealKey::Derive(const HashKey& key, absl::string_view purpose) {
  return SealKey(key.Hash("seal", purpose));
}

std::string SealKey::Seal(absl::string_view plain, absl::string_view context) const {
  std::string sealed = RandomBytes(kNonceBytes);
  sealed.resize(kSealBytes + plain.size());
  crypto_aead_xchacha20poly1305_ietf_encrypt(Bytes(sealed) + kNonceBytes, nullptr, Bytes(plain), plain.size(),
                                             Bytes(context), context.size(), nullptr, Bytes(sealed),
                                             Bytes(key_));
  return sealed;
}

absl::StatusOr<std::string> SealKey::Open(absl::string_view sealed, absl::string_view context) const {
  const absl::Status cannot = absl::DataLossError(
      "what is stored cannot be opened: it is damaged, or was sealed with another key than this server has");
  if (sealed.size() < kSealBytes) return cannot;
  std::string plain(sealed.size() - kSealBytes, '\0');
  const absl::string_view locked = sealed.substr(kNonceBytes);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(Bytes(plain), nullptr, nullptr, Bytes(locked), locked.size(),
                                                 Bytes(context), context.size(), Bytes(sealed),
                                                 Bytes(key_)) != 0) {
    return cannot;
  }
  return plain;
}

}  // namespace nanolearn
