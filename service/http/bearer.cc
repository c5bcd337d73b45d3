#include "service/http/bearer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace nanolearn::http {

std::string BearerToken(const Request& request) {
  static constexpr absl::string_view kScheme = "bearer ";
  const std::string header = request.Header("Authorization");
  if (!absl::StartsWithIgnoreCase(header, kScheme)) return "";
  return std::string(absl::StripAsciiWhitespace(absl::string_view(header).substr(kScheme.size())));
}

}  // namespace nanolearn::http
