#include "service/domain/reason_text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/domain/programme_limits.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"

namespace nanolearn {

absl::Status CheckEvidence(absl::string_view evidence, absl::string_view field) {
  if (FindNotUtf8(evidence)) return InvalidField(field, "is text in UTF-8");
  if (CountCharacters(evidence) > limits::kMaxReasonCharacters) {
    return InvalidField(field, absl::StrCat("is at most ", limits::kMaxReasonCharacters, " characters"));
  }
  if (FindForbidden(evidence) || absl::StrContains(evidence, "\n")) {
    return InvalidField(field, "is on one line, without control characters");
  }
  return absl::OkStatus();
}

absl::Status CheckReason(absl::string_view reason, absl::string_view field) {
  if (absl::StripAsciiWhitespace(reason).empty()) return InvalidField(field, "must be given");
  return CheckEvidence(reason, field);
}

}  // namespace nanolearn
