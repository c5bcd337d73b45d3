#include "service/oidc/query.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace nanolearn::oidc {

std::string Encoded(absl::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || absl::string_view("-._~").find(c) != absl::string_view::npos) {
      encoded.push_back(c);
    } else {
      absl::StrAppendFormat(&encoded, "%%%02X", byte);
    }
  }
  return encoded;
}

std::string QueryOf(const Fields& fields) {
  std::string query;
  for (const auto& [name, value] : fields) {
    absl::StrAppend(&query, query.empty() ? "" : "&", Encoded(name), "=", Encoded(value));
  }
  return query;
}

}  // namespace nanolearn::oidc
