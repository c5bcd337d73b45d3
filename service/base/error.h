#pragma once
// What a caller is told when something is refused. A status carries a sentence in the caller's terms and, as
// a payload, the details that a program can read; rpc/ turns both into google.rpc messages.

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn {

struct FieldViolation {
  std::string field;        // the path in the request, e.g. "programme.open_date"
  std::string description;  // what is wrong with it and what is expected
};

struct ErrorDetails {
  std::string reason;  // UPPER_SNAKE_CASE, stable: programs switch on it
  std::map<std::string, std::string> metadata;
  std::vector<FieldViolation> violations;
  std::string resource_type;  // e.g. "nanolearn/Assignment"; empty when no resource is concerned
  std::string resource_name;
};

absl::Status MakeError(absl::StatusCode code, absl::string_view message, const ErrorDetails& details);

// The details given to MakeError; for any other status a reason made from its code.
ErrorDetails DetailsOf(const absl::Status& status);

// INVALID_ARGUMENT / INVALID_FIELD with one violation; `message` becomes "<field>: <description>".
absl::Status InvalidField(absl::string_view field, absl::string_view description);

}  // namespace nanolearn
