#include "service/base/layered_key.h"

namespace nanolearn {

std::string LayeredKey::Hash(absl::string_view purpose, absl::string_view data, size_t bytes) const {
  return Deepen(layers_.front().Hash(purpose, data).substr(0, bytes), 1);
}

std::string LayeredKey::Deepen(std::string hash, size_t from) const {
  for (size_t i = from; i < layers_.size(); ++i) hash = layers_[i].Hash("layer", hash).substr(0, hash.size());
  return hash;
}

}  // namespace nanolearn
