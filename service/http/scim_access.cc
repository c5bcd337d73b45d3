#include "service/http/scim_access.h"

#include <utility>

#include "service/app/directory_access.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/http/bearer.h"

namespace nanolearn::http {
namespace {

absl::StatusOr<Caller> Authenticate(Operations& operations, const std::string& action, const Request& request) {
  const std::string token = BearerToken(request);
  absl::StatusOr<Caller> caller = operations.authenticator.Authenticate(token);
  if (absl::IsUnauthenticated(caller.status()) && !token.empty()) {
    operations.access_log.Refused(kNoId, {.channel = AuditChannel::kHttp, .address = request.remote},
                                  {.action = action, .details = {{"reason", DetailsOf(caller.status()).reason}}});
    return operations.call_limits.WrongToken(request.remote, caller.status());
  }
  RETURN_IF_ERROR(caller.status());
  caller->origin.channel = AuditChannel::kHttp;
  caller->origin.address = request.remote;
  return caller;
}

}  // namespace

absl::StatusOr<Caller> AdmitDirectory(Operations& operations, const std::string& action, const Request& request) {
  ASSIGN_OR_RETURN(Caller caller, Authenticate(operations, action, request));
  RETURN_IF_ERROR(operations.call_limits.Spend(caller));
  const absl::Status allowed = CheckDirectoryToken(caller);
  if (absl::IsPermissionDenied(allowed)) operations.access_log.Denied(caller, {.action = action});
  RETURN_IF_ERROR(allowed);
  return caller;
}

}  // namespace nanolearn::http
