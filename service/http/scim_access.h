#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "service/app/operations.h"
#include "service/http/message.h"

namespace nanolearn::http {

// Which directory asks, by its token and within the limits of calls. Refusals are in the audit as `action`: a token that is not known in the
// installation's, one that is none of a directory's in that of its organisation.
absl::StatusOr<Caller> AdmitDirectory(Operations& operations, const std::string& action, const Request& request);

}  // namespace nanolearn::http
