#pragma once

#include <memory>
#include <string>

#include "service/app/operations.h"
#include "service/base/rate_limit.h"
#include "service/http/message.h"
#include "service/http/router.h"

namespace nanolearn::http {

// What the pages for people without a session work with. Thread-safe.
struct Web {
  explicit Web(Operations& operations)
      : operations(operations),
        wrong_codes(operations.env.clock, 60, absl::Seconds(2)),
        wrong_letters(operations.env.clock, 60, absl::Seconds(2)),
        link_requests(operations.env.clock, 300, absl::Seconds(1)) {}

  Operations& operations;
  // Codes cannot be guessed; who tries all the same gets a slower answer. Right ones are opened always: a
  // whole town can come from one address.
  RateLimit wrong_codes;
  // Letters could be guessed by millions of tries.
  RateLimit wrong_letters;
  RateLimit link_requests;
};

// A route for anybody, which takes a form at most.
void AddPublic(Router& router, const std::shared_ptr<Web>& web, const char* method, const char* pattern,
               Response (*page)(Web&, const Request&));

// A page that says what was refused: for 400, 404, 405, 413, 429, 500, 503.
Response Refusal(const Request& request, int status);
// What an operation has refused.
Response Refusal(const Request& request, const absl::Status& status);
// A link that leads nowhere: the route's first parameter is its code. Leaves a denial in the audit.
Response LinkGone(Web& web, const Request& request);

}  // namespace nanolearn::http
