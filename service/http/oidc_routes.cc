#include "service/http/oidc_routes.h"

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/rate_limit.h"
#include "service/http/cookie.h"
#include "service/http/languages.h"
#include "service/http/page_response.h"
#include "service/http/refused_sign_in.h"
#include "service/http/session_cookie.h"
#include "service/http/signed_in.h"
#include "service/http/web.h"
#include "service/pages/sign_in.h"

namespace nanolearn::http {
namespace {

using pages::OidcProblem;

constexpr char kCookie[] = "nanolearn_sign_in";

struct OidcState {
  explicit OidcState(Operations& operations)
      : operations(operations), starts(operations.env.clock, 100, absl::Seconds(2)) {}

  Operations& operations;
  RateLimit starts;
};

Response ProblemPage(const Request& request, int status, OidcProblem problem, const OidcDoor& door) {
  return PageResponse(status, pages::OidcProblemPage(LanguageOf(request), problem, !door.is_only_way));
}

Response ProblemPage(const Request& request, const absl::Status& status, const OidcDoor& door) {
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return ProblemPage(request, 404, OidcProblem::kNoProvider, door);
    case absl::StatusCode::kFailedPrecondition:
      return ProblemPage(request, 400, OidcProblem::kOver, door);
    case absl::StatusCode::kCancelled:
      return ProblemPage(request, 403, OidcProblem::kCancelled, door);
    case absl::StatusCode::kPermissionDenied:
      return ProblemPage(request, 403, OidcProblem::kNoRights, door);
    case absl::StatusCode::kUnauthenticated:
      return ProblemPage(request, 502, OidcProblem::kFailed, door);
    case absl::StatusCode::kUnavailable:
      return ProblemPage(request, 503, OidcProblem::kFailed, door);
    default:
      return Refusal(request, status);
  }
}

// A link and no form: our pages let no form lead to another server.
Response Start(OidcState& state, const Request& request) {
  Operations& operations = state.operations;
  if (!state.starts.Spend(request.remote)) return ProblemPage(request, 429, OidcProblem::kTooMany, {});
  const std::string organisation = request.Query("organisation");
  const absl::StatusOr<OidcStart> start = operations.oidc_sign_ins.Begin(organisation, LanguageOf(request));
  if (!start.ok()) return ProblemPage(request, start.status(), operations.oidc_sign_ins.DoorOf(organisation));
  Response response = SeeOther(start->url);
  SetCookie(request, operations.env.public_url, kCookie, start->kept,
            absl::StrCat("; Max-Age=", absl::ToInt64Seconds(kOidcPatience)), response);
  return response;
}

Response NotSignedIn(Operations& operations, const Request& request, const std::string& kept, const absl::Status& status) {
  const OidcDoor door = operations.oidc_sign_ins.DoorOfKept(kept);
  TraceRefusedSignIn(operations, request, door.organisation_id, "OIDC", DetailsOf(status).reason);
  Response response = ProblemPage(request, status, door);
  ClearCookie(request, operations.env.public_url, kCookie, response);
  return response;
}

// Where it leads is ours to say: nobody can make it lead elsewhere.
Response Finish(OidcState& state, const Request& request) {
  Operations& operations = state.operations;
  const std::string& public_url = operations.env.public_url;
  const std::string kept = CookieOf(request, public_url, kCookie);
  const absl::StatusOr<std::string> secret = operations.oidc_sign_ins.Finish(
      {.code = request.Query("code"),
       .state = request.Query("state"),
       .issuer = request.Query("iss"),
       .error = request.Query("error")},
      kept, request.remote);
  if (!secret.ok()) return NotSignedIn(operations, request, kept, secret.status());
  const absl::StatusOr<WebUser> user = operations.sign_ins.Authenticate(*secret);
  Response response = SeeOther(user.ok() ? FirstPageOf(*user) : "/manage");
  SetSessionCookie(request, public_url, *secret, response);
  ClearCookie(request, public_url, kCookie, response);
  return response;
}

}  // namespace

void AddOidcSignIn(Router& router, Operations& operations) {
  const auto state = std::make_shared<OidcState>(operations);
  using Answer = Response (*)(OidcState&, const Request&);
  const auto add = [&](const char* pattern, Answer answer) {
    router.Add({.method = "GET", .pattern = pattern, .handler = [state, answer](const Request& request) {
                  return answer(*state, request);
                }});
  };
  add("/sign-in/oidc", Start);
  add(kOidcCallback, Finish);
}

}  // namespace nanolearn::http
