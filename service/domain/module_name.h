#pragma once
// What ids, languages and files of a module may be called.

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn {

inline constexpr char kManifestFile[] = "module.toml";

// The id of a module or card, or a topic: a-z, 0-9 and -, at most 40, the first not -.
bool IsModuleId(absl::string_view text);
// Two or three letters a-z, as in ISO 639.
bool IsLanguageCode(absl::string_view text);
// "sv" for "sv.md"; empty for a file that is no language's text.
std::string LanguageOfFile(absl::string_view name);
// In the folder itself, of the letters a-z and A-Z, digits, . _ and - only: the same on every
// system and in an address.
bool IsPlainFileName(absl::string_view path);
bool IsPictureName(absl::string_view name);

}  // namespace nanolearn
