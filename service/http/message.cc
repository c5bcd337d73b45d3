#include "service/http/message.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace nanolearn::http {

namespace {

void AppendSegment(std::string* out, absl::string_view text) { absl::StrAppend(out, PathSegment(text)); }

}  // namespace

std::string PathSegment(absl::string_view text) {
  std::string segment;
  for (const char c : text) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
        absl::string_view("-._~").find(c) != absl::string_view::npos) {
      segment.push_back(c);
    } else {
      absl::StrAppendFormat(&segment, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return segment;
}

std::string AddressOf(absl::string_view path, const Pairs& query) {
  std::string address = absl::StrJoin(absl::StrSplit(path, '/'), "/", AppendSegment);
  for (const auto& [name, value] : query) {
    absl::StrAppend(&address, address.find('?') == std::string::npos ? "?" : "&", PathSegment(name), "=",
                    PathSegment(value));
  }
  return address;
}

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
