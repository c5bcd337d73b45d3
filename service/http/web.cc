#include "service/http/web.h"

#include "service/http/form.h"
#include "service/http/languages.h"
#include "service/http/page_response.h"
#include "service/pages/public_pages.h"

namespace nanolearn::http {

void AddPublic(Router& router, const std::shared_ptr<Web>& web, const char* method, const char* pattern,
               Response (*page)(Web&, const Request&)) {
  router.Add({.method = method,
              .pattern = pattern,
              .handler = [web, page](const Request& request) { return page(*web, request); },
              .max_body_bytes = kMaxFormBytes});
}

Response Refusal(const Request& request, int status) {
  return PageResponse(status, pages::RefusalPage(LanguageOf(request), status));
}

Response Refusal(const Request& request, const absl::Status& status) {
  if (absl::IsNotFound(status)) return Refusal(request, 404);
  if (absl::IsInvalidArgument(status) || absl::IsFailedPrecondition(status)) return Refusal(request, 400);
  if (absl::IsResourceExhausted(status) || absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
      absl::IsAborted(status)) {
    Response response = Refusal(request, 503);
    response.headers.push_back({"Retry-After", "5"});
    return response;
  }
  return Refusal(request, 500);
}

namespace {

// Of those who try one after the other no more than the limit is looked up. Whoever has a code of ours is a learner, of whom no address is
// kept; of others nothing else is known.
void TraceRefusedLink(Operations& operations, const Request& request) {
  const absl::StatusOr<LearnerLinks::RefusedLink> refused = operations.learner_links.WhyRefused(request.parameters[0]);
  if (!refused.ok()) return;
  const bool is_ours = refused->organisation_id != kNoId;
  operations.access_log.Refused(refused->organisation_id,
                                {.channel = AuditChannel::kHttp, .address = is_ours ? "" : request.remote},
                                {.action = "OpenLink", .resource = refused->name, .details = {{"reason", refused->reason}}});
}

}  // namespace

Response LinkGone(Web& web, const Request& request) {
  if (!web.wrong_codes.Spend(request.remote)) return Refusal(request, 429);
  TraceRefusedLink(web.operations, request);
  return PageResponse(404, pages::LinkGonePage(LanguageOf(request)));
}

}  // namespace nanolearn::http
