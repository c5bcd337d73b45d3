#pragma once

#include <string>

#include "service/app/operations.h"
#include "service/http/message.h"

namespace nanolearn::http {

// Keeps in the audit that somebody could not sign in, of whom nobody knows who it was. `organisation_id`: at whose door; kNoId: nobody knows.
// `way`: "LINK" or "OIDC"; `reason`: a word of ours.
void TraceRefusedSignIn(Operations& operations, const Request& request, Id organisation_id, const std::string& way,
                        const std::string& reason);

}  // namespace nanolearn::http
