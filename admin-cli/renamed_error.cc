#include "admin-cli/renamed_error.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/error.h"

namespace nanolearn::cli {
namespace {

std::string Renamed(absl::string_view text, absl::string_view from, absl::string_view to) {
  absl::string_view rest = text;
  const bool is_about = absl::ConsumePrefix(&rest, from) && (rest.empty() || rest[0] == ':');
  return is_about ? absl::StrCat(to, rest) : std::string(text);
}

}  // namespace

absl::Status WithName(const absl::Status& status, absl::string_view from, absl::string_view to) {
  if (status.ok()) return status;
  ErrorDetails details = DetailsOf(status);
  for (FieldViolation& violation : details.violations) violation.field = Renamed(violation.field, from, to);
  return MakeError(status.code(), Renamed(status.message(), from, to), details);
}

}  // namespace nanolearn::cli
