#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace nanolearn {

// The words by which a source says yes and no, without regard to case.
class YesNoWords {
 public:
  YesNoWords(const std::vector<std::string>& yes, const std::vector<std::string>& no);

  std::optional<bool> Parse(absl::string_view text) const;
  // For a sentence: "yes (j, ja) nor no (n, nothing)".
  const std::string& description() const { return description_; }

 private:
  absl::flat_hash_map<std::string, bool> meanings_;
  std::string description_;
};

}  // namespace nanolearn
