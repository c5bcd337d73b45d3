#include "service/http/message.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nanolearn::http {

std::string Request::Header(absl::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (absl::EqualsIgnoreCase(key, name)) return value;
  }
  return "";
}

std::string Request::Query(absl::string_view name) const {
  for (const auto& [key, value] : query) {
    if (absl::EqualsIgnoreCase(key, name)) return value;
  }
  return "";
}

Response PlainText(int status, absl::string_view sentence) {
  return {
      .status = status, .content_type = "text/plain; charset=utf-8", .body = absl::StrCat(sentence, "\n")};
}

}  // namespace nanolearn::http
