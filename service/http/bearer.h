#pragma once

#include <string>

#include "service/http/message.h"

namespace nanolearn::http {

// The secret of `authorization: Bearer <secret>`; empty when there is none.
std::string BearerToken(const Request& request);

}  // namespace nanolearn::http
