#include "service/domain/module_name.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "service/domain/module_limits.h"

namespace nanolearn {

bool IsModuleId(absl::string_view text) {
  if (text.empty() || text.size() > limits::kMaxModuleIdBytes || text[0] == '-') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-'; });
}

bool IsLanguageCode(absl::string_view text) {
  return (text.size() == 2 || text.size() == 3) &&
         std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_islower(c); });
}

std::string LanguageOfFile(absl::string_view name) {
  if (!absl::ConsumeSuffix(&name, ".md") || !IsLanguageCode(name)) return "";
  return std::string(name);
}

bool IsPlainFileName(absl::string_view path) {
  if (path.empty() || path.size() > limits::kMaxModuleFileNameBytes) return false;
  if (!absl::ascii_isalnum(path[0])) return false;
  return std::all_of(path.begin(), path.end(),
                     [](char c) { return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-'; });
}

bool IsPictureName(absl::string_view name) {
  return absl::EndsWith(name, ".png") || absl::EndsWith(name, ".jpg") || absl::EndsWith(name, ".jpeg");
}

}  // namespace nanolearn
