#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/base/secret.h"

namespace nanolearn {

// The first keys of an installation, one over another: a hash made with the first is hashed again with the second, and so on. What is
// stored can therefore be brought under a further key by those who do not know what it was made of.
class LayeredKey {
 public:
  // At least one key.
  explicit LayeredKey(std::vector<HashKey> layers) : layers_(std::move(layers)) {}

  // `bytes` of them, at most 32; `purpose` keeps hashes of different things apart.
  std::string Hash(absl::string_view purpose, absl::string_view data, size_t bytes = 32) const;
  // What a hash that is under the first `from` layers is under all of them; as long as it was.
  std::string Deepen(std::string hash, size_t from) const;
  // For what is made anew when there is another layer.
  const HashKey& top() const { return layers_.back(); }
  const HashKey& first() const { return layers_.front(); }

 private:
  std::vector<HashKey> layers_;
};

}  // namespace nanolearn
