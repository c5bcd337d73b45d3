#include "service/domain/errors/completion.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::errors {

using absl::StatusCode;

absl::Status NeedsEvidence(absl::string_view module, absl::string_view kind) {
  const bool is_session = kind == "SESSION";
  return MakeError(
      StatusCode::kFailedPrecondition,
      absl::StrCat("the module '", module, "' is ",
                   is_session ? "a group session: its leader attests who was there"
                              : "done elsewhere: record it with evidence, or import it"),
      {.reason = "NEEDS_EVIDENCE", .violations = {{"evidence", "must be given for a module of this kind"}}});
}

absl::Status NotASession(absl::string_view module, absl::string_view kind) {
  return MakeError(StatusCode::kFailedPrecondition,
                   absl::StrCat("the module '", module, "' is of kind ", kind,
                                "; only a group session, of kind SESSION, is attested by its leader"),
                   {.reason = "NOT_A_SESSION", .resource_name = std::string(module)});
}

absl::Status CompletionVoided(absl::string_view name, Date day) {
  return MakeError(
      StatusCode::kFailedPrecondition,
      absl::StrCat("the completion '", name, "' was taken back on ", FormatDate(day), " already"),
      {.reason = "COMPLETION_VOIDED",
       .metadata = {{"date", FormatDate(day)}},
       .resource_type = "nanolearn/completion",
       .resource_name = std::string(name)});
}

absl::Status NoAssignment(absl::string_view person, absl::string_view module, Date day,
                          absl::string_view instead) {
  return MakeError(StatusCode::kNotFound,
                   absl::StrCat("'", person, "' had no open assignment of the module ", module, " on ",
                                FormatDate(day), instead.empty() ? "" : "; ", instead),
                   {.reason = "NO_ASSIGNMENT", .metadata = {{"date", FormatDate(day)}}});
}

}  // namespace nanolearn::errors
