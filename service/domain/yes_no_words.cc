#include "service/domain/yes_no_words.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace nanolearn {
namespace {

// "" cannot be seen in a sentence.
std::string List(const std::vector<std::string>& words) {
  return absl::StrJoin(words, ", ", [](std::string* out, const std::string& word) {
    absl::StrAppend(out, word.empty() ? "nothing" : word);
  });
}

}  // namespace

YesNoWords::YesNoWords(const std::vector<std::string>& yes, const std::vector<std::string>& no)
    : description_(absl::StrCat("yes (", List(yes), ") nor no (", List(no), ")")) {
  for (const std::string& word : no) meanings_[absl::AsciiStrToLower(word)] = false;
  for (const std::string& word : yes) meanings_[absl::AsciiStrToLower(word)] = true;
}

std::optional<bool> YesNoWords::Parse(absl::string_view text) const {
  const auto found = meanings_.find(absl::AsciiStrToLower(text));
  if (found == meanings_.end()) return std::nullopt;
  return found->second;
}

}  // namespace nanolearn
