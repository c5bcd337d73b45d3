#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "service/base/secret.h"

namespace nanolearn {

// Keyed hashes for what there is a million of: quick, and long enough to tell things apart that nobody makes
// collide on purpose. Cannot be recomputed without the key. Thread-safe.
class ShortHash {
 public:
  using Value = std::array<char, 16>;

  // `purpose` keeps hashes of different things apart.
  ShortHash(const HashKey& key, absl::string_view purpose) : key_(key.Hash("short hash", purpose)) {}

  Value operator()(absl::string_view data) const;
  uint64_t Number(absl::string_view data) const;

 private:
  const std::string key_;
};

}  // namespace nanolearn
