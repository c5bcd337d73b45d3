#include "service/app/paging.h"

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/secret.h"
#include "service/domain/errors/resource.h"

namespace nanolearn {
namespace {
constexpr size_t kFingerprintBytes = 8;

std::string Fingerprint(absl::string_view query) { return Sha256(query).substr(0, kFingerprintBytes); }
}  // namespace

Id Page::after_id() const {
  Id id = kNoId;
  (void)absl::SimpleAtoi(after, &id);
  return id;
}

absl::StatusOr<Page> OpenPage(const PageRequest& request, absl::string_view query) {
  if (request.size < 0) return InvalidField("page_size", "must not be negative");
  Page page{request.size == 0 ? limits::kDefaultPageSize : std::min(request.size, limits::kMaxPageSize), ""};
  if (request.token.empty()) return page;
  std::string decoded;
  if (!absl::WebSafeBase64Unescape(request.token, &decoded) || decoded.size() <= kFingerprintBytes ||
      decoded.substr(0, kFingerprintBytes) != Fingerprint(query)) {
    return errors::BadPageToken();
  }
  page.after = decoded.substr(kFingerprintBytes);
  return page;
}

std::string NextPageToken(absl::string_view query, absl::string_view last) {
  return absl::WebSafeBase64Escape(absl::StrCat(Fingerprint(query), last));
}

std::string NextPageToken(absl::string_view query, Id last) {
  return NextPageToken(query, absl::StrCat(last));
}

}  // namespace nanolearn
