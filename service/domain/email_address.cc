#include "service/domain/email_address.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxBytes = 254;  // RFC 5321

bool IsDomain(absl::string_view text) {
  const size_t dot = text.find('.');
  return dot != absl::string_view::npos && dot != 0 && text.back() != '.';
}

}  // namespace

std::optional<std::string> NormalizeEmailAddress(absl::string_view text) {
  const size_t at = text.find('@');
  if (at == absl::string_view::npos || at == 0 || at != text.rfind('@')) return std::nullopt;
  if (text.size() > kMaxBytes || text.find(' ') != absl::string_view::npos) return std::nullopt;
  const absl::string_view domain = text.substr(at + 1);
  if (!IsDomain(domain)) return std::nullopt;
  return absl::StrCat(text.substr(0, at + 1), absl::AsciiStrToLower(domain));
}

}  // namespace nanolearn
