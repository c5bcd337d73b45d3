#include "service/http/refused_sign_in.h"

namespace nanolearn::http {

void TraceRefusedSignIn(Operations& operations, const Request& request, Id organisation_id, const std::string& way,
                        const std::string& reason) {
  operations.access_log.Refused(organisation_id, {.channel = AuditChannel::kHttp, .address = request.remote},
                                {.action = "SignIn", .details = {{"way", way}, {"reason", reason}}});
}

}  // namespace nanolearn::http
