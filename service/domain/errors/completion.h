#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn::errors {

// FAILED_PRECONDITION / NEEDS_EVIDENCE: a module of this kind is not done here.
absl::Status NeedsEvidence(absl::string_view module, absl::string_view kind);
// FAILED_PRECONDITION / NOT_A_SESSION.
absl::Status NotASession(absl::string_view module, absl::string_view kind);
// FAILED_PRECONDITION / COMPLETION_VOIDED: it was taken back on `day` already.
absl::Status CompletionVoided(absl::string_view name, Date day);
// NOT_FOUND / NO_ASSIGNMENT: the person had none of the module on `day`; `instead` is a sentence on what they
// have, or empty.
absl::Status NoAssignment(absl::string_view person, absl::string_view module, Date day,
                          absl::string_view instead);

}  // namespace nanolearn::errors
