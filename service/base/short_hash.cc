#include "service/base/short_hash.h"

#include <sodium.h>

#include <cstring>

namespace nanolearn {

ShortHash::Value ShortHash::operator()(absl::string_view data) const {
  static_assert(sizeof(Value) == crypto_shorthash_siphashx24_BYTES);
  Value hash;
  crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(hash.data()),
                              reinterpret_cast<const unsigned char*>(data.data()), data.size(),
                              reinterpret_cast<const unsigned char*>(key_.data()));
  return hash;
}

uint64_t ShortHash::Number(absl::string_view data) const {
  const Value hash = (*this)(data);
  uint64_t number;
  std::memcpy(&number, hash.data(), sizeof number);
  return number;
}

}  // namespace nanolearn
