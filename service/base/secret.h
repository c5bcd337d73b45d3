#pragma once
// Chance, hashes, keyed hashes and seals, all from libsodium. Which key is for what: key_ring.h. Nothing here logs or prints what it is given.

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn {

// Must be called once before anything else here; safe to call again.
void InitSecrets();

// `bytes` random bytes.
std::string RandomBytes(size_t bytes);
// A new bearer token: "nl_" and 52 letters and digits (256 bits).
std::string NewToken();
// Whether it is one by its form.
bool HasTokenForm(absl::string_view text);
// A random request id for a caller that gave none: 32 hexadecimal digits.
std::string NewRequestId();

// 32 bytes.
std::string Sha256(absl::string_view data);
// 32 bytes; for others who know the key to check.
std::string HmacSha256(absl::string_view key, absl::string_view data);
// Lower-case hexadecimal.
std::string Hex(absl::string_view bytes);

// A key kept outside the database; hashes made with it cannot be recomputed from the database alone.
class HashKey {
 public:
  static constexpr size_t kBytes = 32;

  explicit HashKey(std::string key) : key_(std::move(key)) {}

  // 32 bytes; `purpose` keeps hashes of different things apart.
  std::string Hash(absl::string_view purpose, absl::string_view data) const;

  bool operator==(const HashKey& other) const = default;

 private:
  std::string key_;
};

// Something sealed, and by which of the installation's keys.
struct Sealed {
  std::string bytes;
  int key_number = 1;

  bool empty() const { return bytes.empty(); }
  bool operator==(const Sealed& other) const = default;
};

// Seals what is stored and must not be read without a key kept outside the database. What was sealed cannot
// be changed unnoticed either.
class SealKey {
 public:
  // `purpose` keeps keys for different things apart, and all of them from what `key` hashes.
  static SealKey Derive(const HashKey& key, absl::string_view purpose);

  // kSealBytes longer than `plain`, and never twice the same. `context` says where it belongs: it is not
  // stored, and opening needs the same again.
  std::string Seal(absl::string_view plain, absl::string_view context) const;
  // DATA_LOSS, without details, for what was sealed with another key or for another context, or was damaged.
  absl::StatusOr<std::string> Open(absl::string_view sealed, absl::string_view context) const;

  static constexpr size_t kSealBytes = 40;  // 24 of chance and 16 of proof

 private:
  explicit SealKey(std::string key) : key_(std::move(key)) {}

  std::string key_;
};

}  // namespace nanolearn
