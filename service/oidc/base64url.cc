#include "service/oidc/base64url.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace nanolearn::oidc {

bool IsBase64Url(absl::string_view text) {
  return text.size() % 4 != 1 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '-' || c == '_';
         });
}

}  // namespace nanolearn::oidc
